package org.consultflow;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.CallPage;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The hour itself, in two real browsers. */
@ServiceTest
class VideoCallTest {

    @Autowired
    Clinic clinic;

    @Autowired
    JoinLinks links;

    @Autowired
    Consultations consultations;

    @Test
    void patient_and_provider_meet_in_the_browser_and_the_server_ends_it() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsAfterStart("PT1M");
        try (CallPage patient = CallPage.open(link(visit, "patient"));
                CallPage doctor = CallPage.open(link(visit, "provider"))) {
            patient.seesPart("check").press("enter").seesPart("waiting");
            doctor.seesPart("check").press("enter").seesPart("call").reads("door:waiting");

            doctor.press("ask").reads("door:asked");
            patient.seesText("Please wait a little");
            Instant beforeTheyMet = clinic.now();
            doctor.press("admit");
            patient.seesPart("call").seesAndHearsTheOther();
            doctor.seesAndHearsTheOther();

            patient.writes("Good morning").lastLineIs("sent");
            doctor.press("chat-button").hasLines("Good morning");
            patient.lastLineIs("read");

            patient.offline(true).writes("Are you still there?").reads("line-down:yes");
            doctor.writes("Just a moment").hasLines("Good morning", "Just a moment");
            patient.lastLineIs("sending").offline(false);
            patient.hasLines("Good morning", "Just a moment", "Are you still there?");
            doctor.hasLines("Good morning", "Just a moment", "Are you still there?");

            patient.comesBack().seesPart("call").seesAndHearsTheOther();
            doctor.seesAndHearsTheOther();
            patient.press("chat-button").hasLines("Good morning", "Just a moment", "Are you still there?");
            Instant together = clinic.now();

            visit.whenItIsAfterStart("PT70M");
            patient.seesState("over");
            doctor.seesState("over");

            visit.thenStatusIs("completed").thenBothGot("follow-up");
            Instant ended = visit.start().plus(Duration.ofMinutes(65));
            assertThat(secondsTogether(visit))
                    .isBetween(
                            Duration.between(together, ended).toSeconds() - 1,
                            Duration.between(beforeTheyMet, ended).toSeconds() + 5);
        }
    }

    private long secondsTogether(BookedConsultation visit) {
        return clinic.read(clinic.get(visit.path() + "/video-status"))
                .path("secondsTogether")
                .asLong();
    }

    private URI link(BookedConsultation visit, String participant) {
        return links.linkFor(consultations.get(visit.id()), participant).orElseThrow();
    }
}
