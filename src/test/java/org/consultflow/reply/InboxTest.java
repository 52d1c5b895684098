package org.consultflow.reply;

import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;

import org.consultflow.consultation.Consultation;
import org.consultflow.support.MovableClock;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What no word settles reaches a person: once for each number, and never not at all. */
class InboxTest extends ReplySteps {

    @Autowired
    UnfinishedMessages unfinished;

    @Autowired
    @RealTime
    MovableClock realTime;

    @Test
    void what_is_not_understood_is_kept_sealed_and_a_person_is_asked() {
        Consultation visit = aRemindedVisit("pat-1");

        assertThat(writes("I'm late, can I come at 10?").orElseThrow())
                .contains("staff will read", "+61 3 5550 0100", "emergency");

        assertThat(engine.asked).hasSize(1);
        var asked = engine.asked.get(0);
        assertThat(asked.reason()).isEqualTo("unclear");
        assertThat(asked.consultationId()).isEqualTo(visit.id());
        assertThat(asked.dueBy()).isEqualTo(clock.instant().plus(Duration.ofHours(4)));
        assertThat(last(visit).event()).isEqualTo("patient-wrote");
        assertThat(last(visit).detail()).isEqualTo("unclear");
        assertThat(onlyTask().messages().get(0).text()).isEqualTo("I'm late, can I come at 10?");
        assertThat(onlyTask().address()).isEqualTo(NUMBER);
        assertThat(onlyTask().about().get(0).person().name()).isEqualTo("Patience Examplewoman");
        assertThat(stored()).doesNotContain("late", "0491570006", "491570006", "Patience");
    }

    @Test
    void a_flood_from_one_number_is_one_task_and_one_answer() {
        aRemindedVisit("pat-1");
        long answered = IntStream.range(0, 30)
                .mapToObj(number -> writes("hello " + number))
                .filter(java.util.Optional::isPresent)
                .count();

        assertThat(answered).isEqualTo(1);
        assertThat(engine.asked).hasSize(1);
        assertThat(onlyTask().count()).isEqualTo(30);
        assertThat(onlyTask().messages()).hasSize(20);
        assertThat(onlyTask().messages().get(19).text()).isEqualTo("hello 29");
    }

    @Test
    void what_comes_after_it_was_done_is_a_new_task() {
        Consultation visit = aRemindedVisit("pat-1");
        writes("hello?");
        UUID first = engine.asked.get(0).replyId();

        isDone(first);
        isDone(first);
        writes("and now?");

        assertThat(history(visit)).containsOnlyOnce("reply-answered");
        assertThat(engine.asked).hasSize(2);
        assertThat(onlyTask().messages()).hasSize(1);
    }

    @Test
    void a_number_that_nobody_knows_gets_one_task_without_a_name() {
        writes("sms", "+61491570999", "who is this?");
        writes("sms", "+61491570999", "1");

        assertThat(engine.asked).hasSize(1);
        assertThat(engine.asked.get(0).reason()).isEqualTo("unknown-number");
        assertThat(engine.asked.get(0).consultationId()).isNull();
        assertThat(onlyTask().about()).isEmpty();
        assertThat(onlyTask().count()).isEqualTo(2);
    }

    @Test
    void an_answer_is_due_before_the_visit_and_never_at_once() {
        Consultation visit = aRemindedVisit("pat-1");
        clock.set(start(visit).minus(Duration.ofHours(2)));
        writes("hello");
        assertThat(engine.asked.get(0).dueBy()).isEqualTo(start(visit).minus(Duration.ofMinutes(30)));

        isDone(engine.asked.get(0).replyId());
        clock.set(start(visit).minus(Duration.ofMinutes(20)));
        writes("hello");
        assertThat(engine.asked.get(1).dueBy()).isEqualTo(clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void many_that_nobody_can_open_do_not_stand_in_front_of_one_that_can_be_worked_off() {
        aRemindedVisit("pat-1");
        IntStream.range(0, 60).forEach(number -> jdbc.sql(
                        """
                        insert into inbound_message (id, provider_id, channel, address_key, address_sealed, text_sealed,
                            media, meaning, received_at, stored_at)
                        values (:id, :id, 'sms', 'key', '', '', 0, 'other', :now, :now)""")
                .param("id", UUID.randomUUID())
                .param("now", realTime.instant().minus(Duration.ofDays(1)).atOffset(java.time.ZoneOffset.UTC))
                .update());
        engine.breaks(true);
        assertThat(catchThrowable(() -> writes("hello?"))).isNotNull();
        engine.breaks(false);
        realTime.advance(Duration.ofMinutes(2));

        unfinished.workOff();
        assertThat(engine.asked).hasSize(1);
    }

    @Test
    void what_could_not_be_worked_off_is_worked_off_later_and_the_repeated_message_is_the_same() {
        Consultation visit = aRemindedVisit("pat-1");
        InboundMessage message = message("sms", NUMBER, "hello?", "");
        engine.breaks(true);
        assertThat(catchThrowable(() -> replies.receive(message))).isNotNull();
        engine.breaks(false);

        unfinished.workOff();
        assertThat(engine.asked).as("it may still be under way").isEmpty();
        realTime.advance(Duration.ofMinutes(2));
        unfinished.workOff();

        assertThat(engine.asked).hasSize(1);
        assertThat(engine.asked.get(0).consultationId()).isEqualTo(visit.id());
        replies.receive(message);
        assertThat(onlyTask().count()).isEqualTo(1);
    }

    private String stored() {
        return jdbc.sql("select string_agg(m::text, ' ') || string_agg(i::text, ' ')"
                        + " from inbound_message m join inbox_item i on i.id = m.inbox_item_id")
                .query(String.class)
                .single();
    }
}
