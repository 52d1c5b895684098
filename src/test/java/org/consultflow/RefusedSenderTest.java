package org.consultflow;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.withoutEmail;

/** Our WhatsApp sender is refused, whoever is written to: nobody waits for it, ops are called, and it comes back by itself. */
@ServiceTest
class RefusedSenderTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Autowired
    Clinic clinic;

    /** Circuits remember; the next test begins with none open. */
    @AfterEach
    void isTakenAgain() {
        clinic.nothingGoesWrongAnyMore();
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            // the next message by WhatsApp goes on trial, once the pause is over
            if (!health().equals("UP")) {
                clinic.aBookedConsultation(withoutEmail());
            }
            return health().equals("UP");
        });
    }

    @Test
    void everybody_gets_an_sms_at_once_and_ops_have_a_task_until_whatsapp_works_again() {
        List<BookedConsultation> patients =
                Stream.generate(() -> clinic.booked()).limit(3).toList();
        clinic.whenAllIsQuiet();
        assertThat(health()).isEqualTo("UP");
        clinic.faultForAll(WHATSAPP, FaultKind.SENDER_REFUSED);

        clinic.whenTimePasses("PT3H");

        assertThat(patients).allSatisfy(patient -> {
            patient.thenTwilioTook(0, 1).thenPatientGot("reminder-24h").on(SMS);
            assertThat(patient.timeline())
                    .as("who finds the circuit open is not even tried by WhatsApp")
                    .containsAnyOf(
                            "refused reminder-24h patient whatsapp 63007",
                            "suppressed reminder-24h patient whatsapp ProviderUnavailable")
                    .noneMatch(line -> line.startsWith("call-requested"));
            assertThat(sent(patient))
                    .as("not after the silence of a channel")
                    .isBefore(patient.momentsOf("requested reminder-24h patient")
                            .get(0)
                            .plusSeconds(60));
        });
        assertThat(health()).isEqualTo("DEGRADED");
        assertThat(clinic.get("/actuator/health").statusCode()).isEqualTo(200);
        assertThat(clinic.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(clinic.get("/actuator/health/providers").body())
                .contains("nothing is sent: our number or sender is refused, code 63007");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(checks()).hasSize(1));
        JsonNode variables = clinic.read(
                clinic.get("/engine-rest/task/" + checks().get(0).path("id").asText() + "/variables"));
        assertThat(variables.at("/provider/value").asText()).isEqualTo("whatsapp");
        assertThat(variables.at("/errorCode/value").asInt()).isEqualTo(63007);
        assertThat(variables.at("/circuitOpen/value").asBoolean()).isTrue();

        isTakenAgain();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(checks()).isEmpty());
        clinic.aBookedConsultation(withoutEmail())
                .thenTwilioTook(1, 0)
                .thenPatientGot("confirmation")
                .on(WHATSAPP);
    }

    private static Instant sent(BookedConsultation patient) {
        return patient.momentsOf("sending reminder-24h patient sms").get(0);
    }

    private String health() {
        return clinic.read(clinic.get("/actuator/health/providers"))
                .at("/status")
                .asText();
    }

    private JsonNode checks() {
        return clinic.read(
                clinic.get("/engine-rest/task?candidateGroup=ops&processInstanceBusinessKey=whatsapp&maxResults=10"));
    }
}
