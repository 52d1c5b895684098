package org.consultflow;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.EventBasedGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.consultflow.delivery.ProviderChecks;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.Paths;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioCalls;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Clinic.byPhone;
import static org.consultflow.support.Clinic.inPerson;
import static org.consultflow.support.Clinic.requiringAcceptance;
import static org.consultflow.support.Clinic.toBePaid;
import static org.consultflow.support.Clinic.withoutEmail;

/** The shipped processes have no element and no arrow that the running service does not come by. */
@ServiceTest
class EveryPathTest {

    private static final Logger LOG = LoggerFactory.getLogger(EveryPathTest.class);

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioCalls twilio;

    @Autowired
    Paths paths;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    ProviderChecks checks;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void every_element_and_every_arrow_is_passed() {
        walk();

        Set<String> passed = new TreeSet<>(paths.taken());
        passed.addAll(jdbc.queryForList("select distinct act_id_ from act_hi_actinst", String.class));
        for (String process : List.of("consultation", "phone-patient", "patient-reply", "check-provider")) {
            List<String> parts = partsOf(process, passed);
            List<String> missed =
                    parts.stream().filter(part -> !passed.contains(part)).toList();
            LOG.info("{}: {} of {} elements and arrows passed", process, parts.size() - missed.size(), parts.size());
            assertThat(missed).as("parts of %s that nothing passes", process).isEmpty();
        }
    }

    private static List<String> partsOf(String process, Set<String> passed) {
        BpmnModelInstance model =
                Bpmn.readModelFromFile(Path.of("processes", process + ".bpmn").toFile());
        List<String> parts = new ArrayList<>();
        model.getModelElementsByType(FlowNode.class).forEach(node -> parts.add(node.getId()));
        for (SequenceFlow flow : model.getModelElementsByType(SequenceFlow.class)) {
            // from such a gateway the engine goes straight to the event that happened
            if (flow.getSource() instanceof EventBasedGateway
                    && passed.contains(flow.getTarget().getId())) {
                passed.add(flow.getId());
            }
            parts.add(flow.getId());
        }
        return parts;
    }

    /** All at once: the clock is moved once for everybody. */
    private void walk() {
        BookedConsultation completed = clinic.booked();
        BookedConsultation noShow = clinic.booked(inPerson());
        clinic.booked(byPhone());
        clinic.booked(clinic.startingIn("PT25H"));
        clinic.booked(requiringAcceptance(), clinic.startingIn("PT20H"));
        clinic.booked(toBePaid(), clinic.startingIn("PT20H"));
        BookedConsultation accepted = clinic.booked(requiringAcceptance(), toBePaid(), inPerson());
        BookedConsultation declined = clinic.booked(requiringAcceptance());
        BookedConsultation cancelled = clinic.booked();
        BookedConsultation cancelledInPerson = clinic.booked(inPerson());
        BookedConsultation moved = clinic.booked();
        BookedConsultation movedRequest = clinic.booked(requiringAcceptance());
        BookedConsultation phoned = unreachable();
        BookedConsultation overtaken = unreachable();
        BookedConsultation tooLate = unreachable();
        BookedConsultation coming = clinic.aBookedConsultation();
        accepted.when("accept");
        accepted.when("confirm-payment");
        declined.when("decline");
        cancelled.whenCancelledBy("patient");
        cancelledInPerson.whenCancelledBy("provider");
        moved.whenRescheduledTo(moved.start().plus(Duration.ofMinutes(1)));
        movedRequest.whenRescheduledTo(movedRequest.start().plus(Duration.ofMinutes(1)));
        for (BookedConsultation patient : List.of(phoned, overtaken, tooLate)) {
            clinic.faultFor(patient, Channel.WHATSAPP, FaultKind.FAILS, null);
            clinic.faultFor(patient, Channel.SMS, FaultKind.FAILS, null);
        }
        clinic.whenTimePasses("PT3H");
        complete(phoned);
        checkProviders();
        overtaken.whenCancelledBy("patient");
        twilio.writes(coming, Channel.SMS, "C");
        twilio.writes(coming, Channel.SMS, "Where do I park?");
        complete(coming);
        noShow.whenItIsAfterStart("PT10M");
        completed.when("complete");
        noShow.when("complete", clinic.json().createObjectNode().put("outcome", "no-show"));
        clinic.whenTimePasses("PT2H");
    }

    private void checkProviders() {
        transaction.executeWithoutResult(tx -> {
            checks.ask("example-one", "sms", 21701, "sender-refused", true);
            checks.ask("example-two", "sms", 21617, "message-refused", false);
        });
        transaction.executeWithoutResult(tx -> checks.notNeeded("example-one"));
        complete("example-two");
    }

    private BookedConsultation unreachable() {
        return clinic.aBookedConsultation(withoutEmail());
    }

    private void complete(BookedConsultation patient) {
        complete(patient.id().toString());
    }

    /** By hand, as in Tasklist. */
    private void complete(String businessKey) {
        JsonNode calls =
                clinic.read(clinic.get("/engine-rest/task?maxResults=10&processInstanceBusinessKey=" + businessKey));
        clinic.post(
                "/engine-rest/task/" + calls.path(0).path("id").asText() + "/complete",
                clinic.json().createObjectNode());
    }
}
