package org.consultflow;

import java.util.List;
import java.util.Map;

import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TwilioRequests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Eleven patients and the 24-hour reminder, each with another fate, and a twelfth who cancels. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
class ElevenFatesTest {

    @Autowired
    Clinic clinic;

    @Autowired
    TwilioRequests requests;

    @Autowired
    JdbcTemplate jdbc;

    @Test
    void every_patient_gets_exactly_one_whatsapp_and_where_due_exactly_one_sms(CapturedOutput output) {
        BookedConsultation delivered = clinic.aBookedConsultation();
        BookedConsultation undelivered = withFault(FaultKind.UNDELIVERABLE, 1);
        BookedConsultation silent = withFault(FaultKind.SILENT, 1);
        BookedConsultation refused = withFault(FaultKind.REFUSED, 1);
        BookedConsultation limited = withFault(FaultKind.RATE_LIMITED, 2);
        BookedConsultation unavailable = withFault(FaultKind.UNAVAILABLE, 1);
        BookedConsultation dropped = withFault(FaultKind.DROPPED, 1);
        BookedConsultation optedOut = withFault(FaultKind.OPTED_OUT, 1);
        BookedConsultation unreachable = clinic.aBookedConsultation(booking -> {
            booking.withObject("/patient").remove("email");
            booking.withObject("/patient").putArray("consent").add("whatsapp").add("sms");
        });
        clinic.whenAllIsQuiet();
        clinic.faultFor(unreachable, Channel.WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(unreachable, Channel.SMS, FaultKind.FAILS, null);
        BookedConsultation repeated = withFault(FaultKind.REPEATED_RECEIPTS, 1);
        BookedConsultation slow = withFault(FaultKind.SLOW, 1);
        BookedConsultation cancelled = clinic.aBookedConsultation();
        clinic.whenTimePasses("PT1H");
        cancelled.when("cancel", clinic.json().createObjectNode().put("by", "patient"));
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
        nobodyIsNamed(List.of(delivered, undelivered, unreachable, cancelled), output);
    }

    private BookedConsultation withFault(FaultKind kind, int times) {
        BookedConsultation booked = clinic.aBookedConsultation();
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
    private void nobodyIsNamed(List<BookedConsultation> patients, CapturedOutput output) {
        String engine = String.join(
                "\n",
                List.of(
                        everything("act_ru_variable"),
                        everything("act_hi_varinst"),
                        everything("act_hi_detail"),
                        everything("act_hi_taskinst"),
                        everything("act_hi_comment"),
                        everything("act_hi_incident"),
                        everything("act_hi_procinst"),
                        everything("act_hi_dec_in"),
                        everything("act_ru_job"),
                        everything("(select convert_from(bytes_, 'UTF8') from act_ge_bytearray"
                                + " where deployment_id_ is null and bytes_ is not null) bytes")));
        String callbacks = String.join(
                "\n",
                clinic.twilio().messages().stream()
                        .map(message -> String.valueOf(message.statusCallback()))
                        .toList());
        assertThat(engine).contains(patients.get(0).id().toString());
        assertThat(output.getAll()).isNotBlank();
        for (BookedConsultation patient : patients) {
            for (String secret : patient.secrets()) {
                assertThat(engine).doesNotContain(secret);
                assertThat(output.getAll()).doesNotContain(secret);
                assertThat(callbacks).doesNotContain(secret);
            }
        }
    }

    private String everything(String table) {
        List<Map<String, Object>> rows = jdbc.queryForList("select * from " + table);
        return rows.toString();
    }
}
