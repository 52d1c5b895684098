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
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT5M"));
        try (CallPage patient = CallPage.open(link(visit, "patient"));
                CallPage doctor = CallPage.open(link(visit, "provider"))) {
            patient.seesPart("check").isForEverybody("check").press("enter").seesText("You are in the waiting room");
            patient.isForEverybody("waiting-alone");
            doctor.seesPart("check").press("enter").seesPart("call").reads("door:waiting");
            doctor.isForEverybody("provider-with-somebody-waiting");
            patient.seesText("Your doctor knows that you are here").isForEverybody("waiting");

            doctor.press("ask").reads("door:asked");
            patient.seesText("Please wait a little").isForEverybody("asked-to-wait");
            Instant beforeTheyMet = clinic.now();
            doctor.press("admit");
            patient.seesPart("call").seesAndHearsTheOther();
            doctor.seesAndHearsTheOther();

            patient.writes("Good morning").lastLineIs("sent");
            doctor.press("chat-button").hasLines("Good morning");
            patient.lastLineIs("read");

            doctor.press("record").reads("recording:asked").isForEverybody("recording-asked");
            patient.seesText("May this call be recorded?").isForEverybody("may-record");
            patient.press("agree").reads("recording:on").isForEverybody("recorded");
            doctor.reads("recording:on");
            patient.press("stop-recording").reads("recording:stopped");
            doctor.reads("recording:stopped").press("record");
            patient.press("refuse").reads("recording:refused");
            doctor.reads("recording:refused");

            doctor.isForEverybody("in-call");
            patient.isForEverybody("in-call-patient");

            patient.offline(true).writes("Are you still there?").reads("line-down:yes");
            patient.isForEverybody("reconnecting");
            doctor.writes("Just a moment").hasLines("Good morning", "Just a moment");
            patient.lastLineIs("sending").offline(false);
            patient.hasLines("Good morning", "Just a moment", "Are you still there?");
            doctor.hasLines("Good morning", "Just a moment", "Are you still there?");

            patient.comesBack().seesPart("call").seesAndHearsTheOther();
            doctor.seesAndHearsTheOther();
            patient.press("chat-button").hasLines("Good morning", "Just a moment", "Are you still there?");
            Instant together = clinic.now();

            visit.whenItIsAfterStart("PT70M");
            patient.seesState("over").isForEverybody("over");
            doctor.seesState("over");

            visit.thenStatusIs("completed").thenBothGot("follow-up");
            Instant ended = visit.start().plus(Duration.ofMinutes(65));
            assertThat(secondsTogether(visit))
                    .isBetween(
                            Duration.between(together, ended).toSeconds() - 1,
                            Duration.between(beforeTheyMet, ended).toSeconds() + 5);
        }
    }

    @Test
    void whoever_comes_at_another_time_reads_what_to_do() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT17M"));
        try (CallPage page = CallPage.open(link(visit, "patient"))) {
            page.seesState("early").isForEverybody("early");
            visit.whenItIsBeforeStart("PT16M");
            page.browser()
                    .until(
                            "it counts down",
                            any -> page.browser().find("#countdown").getText().matches("0:00:\\d\\d"));
            page.isForEverybody("countdown");

            visit.whenItIsBeforeStart("PT15M");
            page.seesState("open").seesPart("check");

            visit.when("cancel");
            page.seesState("cancelled").isForEverybody("cancelled");
        }
    }

    @Test
    void whoever_can_not_come_in_reads_why() {
        BookedConsultation open = clinic.aBookedConsultation(clinic.startingIn("PT30M"));
        String old = link(open, "patient").toString();
        open.whenRescheduledTo(open.start().plus(Duration.ofHours(1)));
        BookedConsultation asked = clinic.aBookedConsultation(Clinic.requiringAcceptance());
        BookedConsultation now = clinic.aBookedConsultation(clinic.startingIn("PT5M"));

        try (CallPage page = CallPage.open(URI.create(old))) {
            page.seesState("moved").isForEverybody("moved");
            page.goes(URI.create(clinic.http().base() + "/join/eA.eA"))
                    .seesState("invalid")
                    .isForEverybody("invalid");
            page.goes(link(asked, "patient")).seesState("unconfirmed").isForEverybody("unconfirmed");

            page.cannotReach("*/token")
                    .goes(link(now, "provider"))
                    .press("enter")
                    .seesPart("connecting");
            page.isForEverybody("connecting");
            page.reads("problem:connect").isForEverybody("not-connecting");
            page.cannotReach().seesPart("call");
        }
    }

    @Test
    void who_leaves_can_come_back_and_without_a_camera_it_works_too() {
        BookedConsultation visit = clinic.aBookedConsultation(clinic.startingIn("PT5M"));
        try (CallPage doctor = CallPage.open(link(visit, "provider"));
                CallPage patient =
                        CallPage.open(link(visit, "patient"), "--use-fake-device-for-media-stream=device-count=0")) {
            doctor.press("enter").reads("door:absent");
            patient.press("enter");
            doctor.press("admit");
            patient.seesPart("call");
            doctor.reads("stage:picture-off");

            doctor.press("screen");
            patient.seesTheScreenOfTheOther();
            doctor.press("screen");

            patient.press("microphone");
            doctor.reads("line-muted:yes");
            patient.press("microphone");
            doctor.readsNoMore("line-muted:yes");
            doctor.press("camera");
            patient.reads("stage:picture-off");
            doctor.press("camera");
            patient.readsNoMore("stage:picture-off");

            patient.press("leave").seesPart("left").isForEverybody("left");
            doctor.reads("door:absent").reads("stage:alone");
            patient.press("back").seesPart("call");
            doctor.reads("stage:picture-off");

            try (CallPage tablet = CallPage.open(link(visit, "patient"), "--accept-lang=es")) {
                tablet.seesText("Pasar a la sala de espera").isForEverybody("check-es");
                tablet.press("enter").seesPart("call").seesAndHearsTheOther();
                doctor.press("record");
                tablet.seesText("¿Se puede grabar esta llamada?").isForEverybody("may-record-es");
                doctor.press("take-back").readsNoMore("recording:asked");
                tablet.press("chat-button").isForEverybody("in-call-es");
                patient.seesPart("left").reads("left:elsewhere");
                doctor.seesAndHearsTheOther();

                doctor.hasABadLine().reads("quality:bad");
                tablet.reads("stage:picture-off");
                assertThat(doctor.shown("#bad-line")).isTrue();
                doctor.isForEverybody("bad-line");
            }
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
