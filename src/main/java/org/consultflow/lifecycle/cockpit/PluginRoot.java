package org.consultflow.lifecycle.cockpit;

import java.util.List;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;

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
            "language",
            "said",
            "format",
            "words",
            "timeline",
            "actions",
            "overview",
            "lists",
            "history",
            "activities",
            "pauses");
    /** What it says, by language; {@code said-…} is for what the service itself says in English. */
    private static final List<String> LOCALES = List.of("en", "es", "said-es");

    public PluginRoot() {
        super(ConsultFlowPlugin.ID);
    }

    @Override
    protected List<String> getAllowedAssets() {
        List<String> allowed = super.getAllowedAssets();
        MODULES.forEach(module -> allowed.add("app/" + module + ".js"));
        LOCALES.forEach(locale -> allowed.add("locales/" + locale + ".json"));
        return allowed;
    }

    @Override
    protected String getContentType(String file) {
        return file.endsWith(".json") ? MediaType.APPLICATION_JSON : super.getContentType(file);
    }

    /** What the page part asks, of the engine that Cockpit shows. */
    @Path("{engineName}")
    public PluginResource ofEngine(@PathParam("engineName") String engineName) {
        return new PluginResource(
                engineName, WebApplicationContextUtils.getRequiredWebApplicationContext(servletContext));
    }
}
