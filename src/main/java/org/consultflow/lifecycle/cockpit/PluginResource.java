package org.consultflow.lifecycle.cockpit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

import org.camunda.bpm.cockpit.plugin.resource.AbstractCockpitPluginResource;

/** What the page part may ask. Each answer is JSON; a refusal is in the engine's own form, {@code type} and {@code message}. */
@Produces(MediaType.APPLICATION_JSON)
public class PluginResource extends AbstractCockpitPluginResource {

    private final CockpitDesk desk;
    private final CockpitJson json;

    PluginResource(String engineName, CockpitDesk desk, CockpitJson json) {
        super(engineName);
        this.desk = desk;
        this.json = json;
    }

    /** Of the consultation that a process instance, running or ended, belongs to. */
    @GET
    @Path("process-instance/{id}/timeline")
    public String ofInstance(
            @PathParam("id") String processInstanceId, @QueryParam("before") @DefaultValue("0") int skipped) {
        return json.answer(() -> desk.ofInstance(processInstanceId, skipped));
    }

    /** Of a consultation, whatever became of its process. */
    @GET
    @Path("consultation/{id}/timeline")
    public String ofConsultation(
            @PathParam("id") String consultationId, @QueryParam("before") @DefaultValue("0") int skipped) {
        return json.answer(() -> desk.ofConsultation(consultationId, skipped));
    }
}
