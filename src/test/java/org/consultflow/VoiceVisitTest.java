package org.consultflow;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.sandbox.twilio.SandboxCall;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Clinic.PROVIDER_PHONE;
import static org.consultflow.support.Clinic.byPhone;

/** A visit by phone, from the booking to its outcome, over the wire to the stand-in Twilio and back. */
@ServiceTest
class VoiceVisitTest {

    @Autowired
    Clinic clinic;

    @Autowired
    Faults faults;

    private List<String> callsTo(String number) {
        return clinic.twilio().calls().stream()
                .filter(call -> call.to().equals(number))
                .map(SandboxCall::status)
                .toList();
    }

    @Test
    void at_its_start_both_phones_ring_the_two_speak_and_the_visit_is_completed() {
        BookedConsultation visit = clinic.aBookedConsultation(byPhone()).whenItIsAfterStart("PT1M");

        assertThat(callsTo(visit.phone())).containsExactly("completed");
        assertThat(visit.timeline())
                .containsSubsequence(
                        "session-started",
                        "call-placed",
                        "call-answered",
                        "call-answered",
                        "call-connected",
                        "call-ended");
        JsonNode call = clinic.read(clinic.get(visit.path() + "/call")).at("/calls/0");
        assertThat(call.path("status").asText()).isEqualTo("ended");
        assertThat(call.path("tries")).hasSize(2);
        assertThat(call.toString()).doesNotContain(visit.phone().substring(1), PROVIDER_PHONE.substring(1));

        visit.whenItIsAfterStart("PT70M");
        visit.thenStatusIs("completed").thenBothGot("follow-up");
        assertThat(clinic.twilio().calls())
                .allSatisfy(made -> assertThat(made.conference() == null ? "" : made.conference())
                        .doesNotContain(visit.id().toString()));
    }

    @Test
    void a_video_visit_that_fails_goes_on_by_phone_when_the_clinic_asks_for_it() {
        BookedConsultation visit = clinic.aBookedConsultation(
                        booking -> ((ObjectNode) booking.get("provider")).put("phone", PROVIDER_PHONE))
                .whenItIsAfterStart("PT1M");
        assertThat(callsTo(visit.phone())).isEmpty();

        faults.add("voice", FaultKind.UNDELIVERABLE, 1, visit.phone());
        assertThat(clinic.post(visit.path() + "/call", null).statusCode()).isEqualTo(202);
        clinic.whenAllIsQuiet();

        assertThat(callsTo(visit.phone())).containsExactly("busy");
        assertThat(visit.timeline()).contains("call-not-answered");
        assertThat(clinic.read(clinic.get("/api/audit?consultationId=" + visit.id()))
                        .findValuesAsText("action"))
                .contains("call-placed");
        assertThat(clinic.read(clinic.get("/api/audit/verification"))
                        .path("intact")
                        .asBoolean())
                .isTrue();
    }
}
