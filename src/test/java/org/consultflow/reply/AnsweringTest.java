package org.consultflow.reply;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.StateConflictException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A digit acts if exactly one visit awaits an answer from its number; else a person decides. */
class AnsweringTest extends ReplySteps {

    @ParameterizedTest
    @CsvSource({"sms, 1", "sms, C", "whatsapp, yes"})
    void the_one_visit_that_was_asked_about_is_confirmed_whichever_way_it_was_asked(String channel, String text) {
        Consultation visit = aRemindedVisit("pat-1");

        assertThat(writes(channel, NUMBER, text))
                .hasValue("Example Clinic: thank you, your appointment on Wed 2 Dec, 11:00 AM is confirmed.");

        assertThat(engine.told).containsExactly("confirmed by " + channel);
        assertThat(last(visit).event()).isEqualTo("patient-confirmed");
        assertThat(last(visit).party()).isEqualTo(Party.PATIENT);
        assertThat(last(visit).detail()).isEqualTo("by " + channel);
        assertThat(consultations.patientConfirmed(visit.id())).isTrue();
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void a_cancel_cancels_as_the_patient_and_leaves_the_words_to_the_notice_that_follows() {
        Consultation visit = aRemindedVisit("pat-1");

        assertThat(writes("X")).isEmpty();

        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CANCELLED);
        assertThat(now(visit).cancelledBy()).isEqualTo(Party.PATIENT);
        assertThat(engine.told).containsExactly("cancelled by patient");
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void a_patient_who_reads_spanish_is_answered_in_spanish() {
        Consultation visit = aVisit("pat-1", NUMBER, "es");
        sent(visit, "reminder-24h", "sms", NUMBER);

        assertThat(writes("Sí").orElseThrow()).startsWith("Example Clinic: gracias, su cita del 2/12 a las 11:00");
    }

    @Test
    void the_same_message_told_twice_acts_once_and_is_answered_alike() {
        Consultation visit = aRemindedVisit("pat-1");
        InboundMessage message = message("sms", NUMBER, "1", "");

        var first = replies.receive(message);

        assertThat(replies.receive(message)).isEqualTo(first).isPresent();
        assertThat(history(visit)).containsOnlyOnce("patient-confirmed");
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void two_visits_at_one_number_are_for_a_person_be_they_of_one_patient_or_of_a_family() {
        Consultation hers = aRemindedVisit("pat-1");
        Consultation his = aRemindedVisit("pat-2");

        writes("2");

        assertThat(now(hers).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(now(his).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(engine.asked).hasSize(1);
        assertThat(engine.asked.get(0).reason()).isEqualTo("several-visits");
        assertThat(engine.asked.get(0).consultationId()).isNull();
        assertThat(onlyTask().about()).hasSize(2);
    }

    @Test
    void two_reminders_of_one_visit_are_one_question() {
        Consultation visit = aRemindedVisit("pat-1");
        sent(visit, "reminder-1h", "whatsapp", NUMBER);

        writes("1");

        assertThat(history(visit)).endsWith("patient-confirmed");
    }

    @Test
    void what_is_answered_awaits_no_answer_until_it_is_asked_again() {
        Consultation visit = aRemindedVisit("pat-1");
        writes("1");

        writes("2");

        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(engine.asked.get(0).reason()).isEqualTo("nothing-asked");
        sent(visit, "reminder-1h", "sms", NUMBER);
        writes("2");
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CANCELLED);
    }

    @Test
    void an_answer_to_the_time_before_it_was_moved_is_for_a_person() {
        Consultation visit = aRemindedVisit("pat-1");
        commands.reschedule(
                visit.id(),
                json.createObjectNode()
                        .put("start", start(visit).plusSeconds(3600).toString()));

        writes("1");

        assertThat(consultations.patientConfirmed(visit.id())).isFalse();
        assertThat(engine.asked.get(0).reason()).isEqualTo("nothing-asked");
        assertThat(engine.asked.get(0).consultationId()).isEqualTo(visit.id());
    }

    @Test
    void a_new_time_is_not_confirmed_by_what_was_said_of_the_old_one() {
        Consultation visit = aRemindedVisit("pat-1");
        writes("1");

        commands.reschedule(
                visit.id(),
                json.createObjectNode()
                        .put("start", start(visit).plusSeconds(3600).toString()));

        assertThat(consultations.patientConfirmed(visit.id())).isFalse();
    }

    @Test
    void after_the_start_nothing_is_confirmed_or_cancelled_any_more() {
        Consultation visit = aRemindedVisit("pat-1");
        clock.set(start(visit));

        writes("2");

        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(engine.asked.get(0).reason()).isEqualTo("nothing-asked");
        assertThatThrownBy(() -> answers.confirm(visit.id(), 1, "link")).isInstanceOf(StateConflictException.class);
    }

    @Test
    void a_message_that_asked_nothing_or_did_not_arrive_awaits_no_answer() {
        Consultation visit = aVisit("pat-1", NUMBER, "en");
        sent(visit, "reminder-15min", "sms", NUMBER);
        sent(visit, "reminder-24h", "sms", NUMBER, "REFUSED", null);
        sent(visit, "reminder-1h", "sms", NUMBER, "ACCEPTED", "undelivered");

        writes("1");

        assertThat(consultations.patientConfirmed(visit.id())).isFalse();
        assertThat(engine.asked).hasSize(1);
    }

    @Test
    void a_message_of_which_nobody_knows_whether_it_left_makes_a_digit_ambiguous() {
        aRemindedVisit("pat-1");
        Consultation other = aVisit("pat-2", NUMBER, "en");
        sent(other, "reminder-24h", "sms", NUMBER, "UNKNOWN", null);

        writes("1");

        assertThat(engine.asked.get(0).reason()).isEqualTo("several-visits");
    }

    @Test
    void a_digit_from_another_number_acts_on_nothing() {
        Consultation visit = aRemindedVisit("pat-1");

        writes("sms", "+61491570999", "2");

        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(engine.asked.get(0).reason()).isEqualTo("unknown-number");
    }

    @Test
    void the_page_behind_a_link_confirms_cancels_and_asks_for_another_time_likewise() {
        Consultation confirmed = aVisit("pat-1", NUMBER, "en");
        Consultation cancelled = aVisit("pat-2", "+61491570007", "en");
        Consultation moving = aVisit("pat-3", "+61491570008", "en");

        answers.confirm(confirmed.id(), 1, "link");
        answers.confirm(confirmed.id(), 1, "link");
        answers.cancel(cancelled.id(), 1, "link");
        answers.askForAnotherTime(moving.id(), 1, "link");

        assertThat(history(confirmed)).containsOnlyOnce("patient-confirmed");
        assertThat(now(cancelled).status()).isEqualTo(ConsultationStatus.CANCELLED);
        assertThat(now(moving).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(last(moving).event()).isEqualTo("patient-wrote");
        assertThat(engine.asked).hasSize(1);
        assertThat(engine.asked.get(0).reason()).isEqualTo("another-time");
        assertThat(engine.asked.get(0).consultationId()).isEqualTo(moving.id());
        assertThat(onlyTask().about().get(0).person().reference()).isEqualTo("pat-3");
        assertThatThrownBy(() -> answers.cancel(moving.id(), 2, "link")).isInstanceOf(StateConflictException.class);
        assertThatThrownBy(() -> answers.cancel(cancelled.id(), 1, "link")).isInstanceOf(StateConflictException.class);
    }
}
