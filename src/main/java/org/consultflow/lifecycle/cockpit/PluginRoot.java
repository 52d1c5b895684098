package org.consultflow.lifecycle.cockpit;

import java.util.List;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginRootResource;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * The plugin below {@code /camunda/api/cockpit}: its files for everybody, the rest behind Cockpit's login and its protection
 * from forged requests.
 */
@Path("plugin/" + ConsultFlowPlugin.ID)
public class PluginRoot extends AbstractCockpitPluginRootResource {

    private static final List<String> MODULES = List.of(
            "plugin",
            "api",
            "dom",
            "words",
            "timeline",
            "actions",
            "overview",
            "lists",
            "history",
            "activities",
            "pauses");

    public PluginRoot() {
        super(ConsultFlowPlugin.ID);
    }

    @Override
    protected List<String> getAllowedAssets() {
        List<String> allowed = super.getAllowedAssets();
        MODULES.forEach(module -> allowed.add("app/" + module + ".js"));
        return allowed;
    }

    /** What the page part asks, of the engine that Cockpit shows. */
    @Path("{engineName}")
    public PluginResource ofEngine(@PathParam("engineName") String engineName) {
        return new PluginResource(
                engineName, WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext));
    }
}
