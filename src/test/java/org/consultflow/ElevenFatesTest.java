package org.consultflow;

import java.util.List;

import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.EngineTables;
import org.consultflow.support.ServiceLog;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioRequests;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Eleven patients and the 24-hour reminder, each with another fate, and a twelfth who cancels. */
@ServiceTest
class ElevenFatesTest {

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioRequests requests;

    @Autowired
    EngineTables engine;

    @Autowired
    ServiceLog log;

    @Test
    void every_patient_gets_exactly_one_whatsapp_and_where_due_exactly_one_sms() {
        BookedConsultation delivered = clinic.booked();
        BookedConsultation undelivered = withFault(FaultKind.UNDELIVERABLE, 1);
        BookedConsultation silent = withFault(FaultKind.SILENT, 1);
        BookedConsultation refused = withFault(FaultKind.REFUSED, 1);
        BookedConsultation limited = withFault(FaultKind.RATE_LIMITED, 2);
        BookedConsultation unavailable = withFault(FaultKind.UNAVAILABLE, 1);
        BookedConsultation dropped = withFault(FaultKind.DROPPED, 1);
        BookedConsultation optedOut = withFault(FaultKind.OPTED_OUT, 1);
        BookedConsultation unreachable = clinic.booked(Clinic.withoutEmail());
        clinic.whenAllIsQuiet();
        clinic.faultFor(unreachable, Channel.WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(unreachable, Channel.SMS, FaultKind.FAILS, null);
        BookedConsultation repeated = withFault(FaultKind.REPEATED_RECEIPTS, 1);
        BookedConsultation slow = withFault(FaultKind.SLOW, 1);
        BookedConsultation cancelled = clinic.booked();
        clinic.whenTimePasses("PT1H");
        cancelled.whenCancelledBy("patient");
        int mailsAfterCancelling = cancelled.mails().size();
        int messagesBefore = unreachable.messages(Channel.WHATSAPP).size();

        clinic.whenTimePasses("PT2H");

        delivered.thenTwilioTook(1, 0).thenPatientGot("reminder-24h").on(Channel.WHATSAPP);
        delivered.thenPatientGot("reminder-24h").on(Channel.EMAIL);
        undelivered
                .thenTwilioTook(1, 1)
                .thenTimelineSays("undelivered reminder-24h patient whatsapp 63024")
                .thenPatientGot("reminder-24h")
                .on(Channel.SMS);
        silent.thenTwilioTook(1, 1)
                .thenTimelineSays("silent reminder-24h patient whatsapp")
                .thenPatientGot("reminder-24h")
                .on(Channel.SMS);
        refused.thenTwilioTook(0, 1)
                .thenTimelineSays("refused reminder-24h patient whatsapp 63003")
                .thenPatientGot("reminder-24h")
                .on(Channel.SMS);
        limited.thenTwilioTook(1, 0)
                .thenTimelineSays("refused reminder-24h patient whatsapp 20429")
                .thenPatientGot("reminder-24h")
                .on(Channel.WHATSAPP);
        unavailable
                .thenTwilioTook(1, 0)
                .thenTimelineSays("unknown reminder-24h patient whatsapp 20503")
                .thenPatientGot("reminder-24h")
                .on(Channel.WHATSAPP);
        dropped.thenTwilioTook(1, 0)
                .thenTimelineSays("unknown reminder-24h patient whatsapp")
                .thenPatientGot("reminder-24h")
                .on(Channel.WHATSAPP);
        optedOut.thenTwilioTook(0, 1)
                .thenTimelineSays("refused reminder-24h patient whatsapp 21610")
                .thenPatientGot("reminder-24h")
                .on(Channel.SMS);
        unreachable
                .thenTwilioTook(messagesBefore + 1, 1)
                .thenTimelineSays(
                        "undelivered reminder-24h patient whatsapp 63024",
                        "undelivered reminder-24h patient sms 30005",
                        "call-requested reminder-24h patient failed-30005");
        repeated.thenTwilioTook(1, 0).thenPatientGot("reminder-24h").on(Channel.WHATSAPP);
        slow.thenTwilioTook(1, 0).thenPatientGot("reminder-24h").on(Channel.WHATSAPP);
        cancelled.thenStatusIs("cancelled").thenTwilioTook(0, 0).thenPatientDidNotGet("reminder-24h");
        assertThat(cancelled.mails()).hasSize(mailsAfterCancelling);

        assertThat(requests.complaints()).isEmpty();
        somebodyIsAskedToPhone(unreachable);
        nobodyIsNamed(List.of(delivered, undelivered, unreachable, cancelled));
    }

    private BookedConsultation withFault(FaultKind kind, int times) {
        BookedConsultation booked = clinic.booked();
        clinic.faultFor(booked, Channel.WHATSAPP, kind, times);
        return booked;
    }

    private void somebodyIsAskedToPhone(BookedConsultation patient) {
        var tasks = clinic.read(
                clinic.get("/engine-rest/task?processInstanceBusinessKey=" + patient.id() + "&maxResults=10"));
        assertThat(tasks).hasSize(1);
        assertThat(tasks.get(0).path("due").asText()).isNotEmpty();
    }

    /** No contact data and no name in the engine, its history included, in the log, or in a URL of ours. */
    private void nobodyIsNamed(List<BookedConsultation> patients) {
        String kept = engine.text();
        String logged = log.text();
        String callbacks = String.join(
                "\n",
                clinic.twilio().messages().stream()
                        .map(message -> String.valueOf(message.statusCallback()))
                        .toList());
        assertThat(kept).contains(patients.get(0).id().toString());
        assertThat(logged).contains("ConsultFlow is ready");
        for (BookedConsultation patient : patients) {
            for (String secret : patient.secrets()) {
                assertThat(kept).doesNotContain(secret);
                assertThat(logged).doesNotContain(secret);
                assertThat(callbacks).doesNotContain(secret);
            }
        }
    }
}
