package org.consultflow;

import java.net.URI;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.CallPage;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/** A trial call before the visit, in two real browsers. */
@ServiceTest
class TrialCallJourneyTest {

    @Autowired
    Clinic clinic;

    @Autowired
    JdbcClient jdbc;

    @Test
    void both_try_it_out_and_the_server_ends_it_without_a_trace_in_the_visit() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT2H"));
        JsonNode links = clinic.read(clinic.post(visit.path() + "/trial-call", null));
        assertThat(links.path("seconds").asInt()).isEqualTo(300);
        int roomsBefore = clinic.twilio().rooms().size();

        try (CallPage patient =
                        CallPage.open(URI.create(links.path("patientUrl").asText()));
                CallPage doctor =
                        CallPage.open(URI.create(links.path("providerUrl").asText()))) {
            patient.seesPart("check").isForEverybody("trial-check");
            patient.press("enter").seesPart("waiting").isForEverybody("trial-waiting");
            assertThat(clinic.twilio().rooms()).as("no room for one alone").hasSize(roomsBefore);

            doctor.press("enter").seesPart("call");
            patient.seesPart("call").seesAndHearsTheOther();
            doctor.seesAndHearsTheOther();
            patient.isForEverybody("trial");

            itsTimeIsOver();
            patient.seesPart("over").isForEverybody("trial-over");
            doctor.seesPart("over");
            Awaitility.await().untilAsserted(() -> assertThat(
                            clinic.twilio().rooms().stream().skip(roomsBefore))
                    .isNotEmpty()
                    .allSatisfy(room -> assertThat(room.status()).isEqualTo("completed")));

            visit.whenItIsBeforeStart("PT15M");
            patient.comesBack().seesText("This link does not work any more").isForEverybody("trial-invalid");
        }
        JsonNode status = clinic.read(clinic.get(visit.path() + "/video-status"));
        assertThat(status.path("secondsTogether").asInt()).isZero();
        assertThat(clinic.post(visit.path() + "/trial-call", null).statusCode()).isEqualTo(409);
    }

    /** It lives by real time, which no test can move. */
    private void itsTimeIsOver() {
        assertThat(jdbc.sql("update trial_call set ends_at = now() where ends_at > now()")
                        .update())
                .isEqualTo(1);
    }
}
