package org.consultflow.lifecycle.cockpit;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
    private final CockpitActions actions;
    private final CockpitJson json;

    PluginResource(String engineName, CockpitDesk desk, CockpitActions actions, CockpitJson json) {
        super(engineName);
        this.desk = desk;
        this.actions = actions;
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

    /** One message once more, by another channel. */
    @POST
    @Path("consultation/{id}/message/{noticeId}/send-again")
    public String sendAgain(
            @PathParam("id") String consultationId, @PathParam("noticeId") String noticeId, String body) {
        return json.answer(
                () -> actions.sendAgain(consultationId, noticeId, json.read(body, CockpitActions.SendAgain.class)));
    }

    /** Somebody told it by phone. */
    @POST
    @Path("consultation/{id}/message/{noticeId}/done-by-phone")
    public String doneByPhone(
            @PathParam("id") String consultationId, @PathParam("noticeId") String noticeId, String body) {
        return json.answer(
                () -> actions.doneByPhone(consultationId, noticeId, json.read(body, CockpitActions.DoneByPhone.class)));
    }
}
