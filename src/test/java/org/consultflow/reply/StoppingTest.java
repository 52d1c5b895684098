package org.consultflow.reply;

import java.util.List;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Stop, start and help: obeyed at once, answered once, by the provider or by us. */
class StoppingTest extends ReplySteps {

    @Test
    void a_spanish_stop_is_obeyed_on_its_channel_alone_and_answered_as_the_law_wants_it() {
        aRemindedVisit("pat-1");

        assertThat(writes("whatsapp", NUMBER, "Baja").orElseThrow())
                .startsWith("Example Clinic: ya no le enviaremos mensajes por WhatsApp.")
                .contains("ALTA", "+61 3 5550 0100");

        assertThat(people.optedOut("whatsapp", NUMBER)).isTrue();
        assertThat(people.optedOut("sms", NUMBER)).isFalse();
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void who_says_stop_twice_is_not_written_to_about_it_twice() {
        assertThat(writes("whatsapp", NUMBER, "stop")).isPresent();

        assertThat(writes("whatsapp", NUMBER, "stop")).isEmpty();
    }

    @Test
    void what_the_provider_answers_itself_gets_no_second_answer() {
        assertThat(writes("STOP")).isEmpty();
        assertThat(people.optedOut("sms", NUMBER)).isTrue();
        assertThat(writes("HELP")).isEmpty();
        assertThat(writes("START")).isEmpty();
        assertThat(people.optedOut("sms", NUMBER)).isFalse();

        assertThat(replies.receive(message("whatsapp", NUMBER, "genug", "STOP")))
                .isEmpty();
        assertThat(people.optedOut("whatsapp", NUMBER)).isTrue();
        assertThat(replies.receive(message("whatsapp", NUMBER, "nochmal", "START")))
                .isEmpty();
        assertThat(people.optedOut("whatsapp", NUMBER)).isFalse();
    }

    @Test
    void who_writes_from_a_number_is_there_whatever_is_written() {
        writes("whatsapp", NUMBER, "hello?");

        assertThat(arrivals.channels).contains("whatsapp");
    }

    @Test
    void help_says_who_we_are_whom_to_call_and_how_to_stop() {
        assertThat(writes("whatsapp", NUMBER, "help").orElseThrow())
                .contains("Example Clinic", "+61 3 5550 0100", "STOP");
        assertThat(writes("ayuda").orElseThrow()).contains("Example Clinic", "+61 3 5550 0100", "STOP", "citas");
    }

    @Test
    void start_takes_it_back_in_the_language_of_the_word() {
        writes("baja");

        assertThat(writes("alta").orElseThrow()).contains("otra vez", "AYUDA");

        assertThat(people.optedOut("sms", NUMBER)).isFalse();
    }

    @Test
    void yes_takes_a_stop_back_and_confirms_nothing() {
        Consultation visit = aRemindedVisit("pat-1");
        writes("STOP");

        writes("YES");

        assertThat(people.optedOut("sms", NUMBER)).isFalse();
        assertThat(consultations.patientConfirmed(visit.id())).isFalse();
    }

    @Test
    void cancel_alone_stops_leaves_the_visit_and_asks_a_person() {
        Consultation visit = aRemindedVisit("pat-1");

        assertThat(writes("cancelar").orElseThrow()).contains("Su cita sigue en pie");

        assertThat(people.optedOut("sms", NUMBER)).isTrue();
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(engine.asked).hasSize(1);
        assertThat(engine.asked.get(0).reason()).isEqualTo("cancel-word");
        assertThat(engine.asked.get(0).consultationId()).isEqualTo(visit.id());
    }

    @Test
    void a_stop_is_obeyed_even_if_the_task_that_goes_with_it_cannot_be_made() {
        aRemindedVisit("pat-1");
        engine.breaks(true);

        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> writes("CANCEL")))
                .isInstanceOf(IllegalStateException.class);

        assertThat(people.optedOut("sms", NUMBER)).isTrue();
    }

    @Test
    void who_has_said_stop_is_not_answered_and_still_heard() {
        Consultation visit = aRemindedVisit("pat-1");
        writes("STOP");

        assertThat(writes("1")).isEmpty();
        assertThat(writes("when was it?")).isEmpty();

        assertThat(history(visit)).contains("patient-confirmed");
        assertThat(engine.asked).hasSize(1);
    }

    @Test
    void no_answer_takes_more_than_two_segments() {
        AnswerWords say = new AnswerWords("Example Clinic", "+61 3 5550 0100");
        for (String language : List.of("en", "es")) {
            var locale = java.util.Locale.forLanguageTag(language);
            assertThat(List.of(
                            say.stopped(locale, "sms", false),
                            say.stopped(locale, "sms", true),
                            say.started(locale, "sms"),
                            say.help(locale),
                            say.passedOn(locale)))
                    .allSatisfy(answer ->
                            assertThat(answer).matches("[A-Za-z0-9 .,;:+éñü]+").hasSizeLessThan(270));
        }
    }
}
