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
import org.consultflow.notification.PauseRequest;
import org.springframework.beans.factory.BeanFactory;

/** What the page part may ask. Each answer is JSON; a refusal is in the engine's own form, {@code type} and {@code message}. */
@Produces(MediaType.APPLICATION_JSON)
public class PluginResource extends AbstractCockpitPluginResource {

    private final CockpitDesk desk;
    private final CockpitActions actions;
    private final StartPage startPage;
    private final VisitSearch search;
    private final ActivityCounts activities;
    private final CockpitPauses pauses;
    private final CockpitJson json;

    PluginResource(String engineName, BeanFactory beans) {
        super(engineName);
        this.desk = beans.getBean(CockpitDesk.class);
        this.actions = beans.getBean(CockpitActions.class);
        this.startPage = beans.getBean(StartPage.class);
        this.search = beans.getBean(VisitSearch.class);
        this.activities = beans.getBean(ActivityCounts.class);
        this.pauses = beans.getBean(CockpitPauses.class);
        this.json = beans.getBean(CockpitJson.class);
    }

    /** How all stands. */
    @GET
    @Path("overview")
    public String overview() {
        return json.answer(startPage::overview);
    }

    /** Visits, ended ones too; what is looked for comes in the body. */
    @POST
    @Path("search")
    public String search(String body) {
        return json.answer(() -> search.find(json.read(body, VisitSearch.Wanted.class)));
    }

    /** What became of the messages that each activity asks for. */
    @GET
    @Path("process-definition/{id}/messages")
    public String messages(@PathParam("id") String processDefinitionId) {
        return json.answer(() -> activities.of(processDefinitionId));
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

    /** What is stopped at present. */
    @GET
    @Path("pauses")
    public String pauses() {
        return json.answer(pauses::inForce);
    }

    /** Stops messages for a time. */
    @POST
    @Path("pauses")
    public String pause(String body) {
        return json.answer(() -> pauses.start(json.read(body, PauseRequest.class)));
    }

    /** Lets them go on before the time. */
    @POST
    @Path("pauses/{id}/end")
    public String endPause(@PathParam("id") String pause) {
        return json.answer(() -> pauses.end(pause));
    }
}
