package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** How fast, and in which order. */
class PaceTest extends DeliverySteps {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Autowired
    Pace pace;

    @Test
    void a_15_minute_reminder_leaves_with_the_very_next_permit_past_10_000_that_wait_for_24_hours() {
        farEnd.rates.put("sms", 1.0);
        waiting(10_000, "reminder-24h", clock.instant().plus(Duration.ofHours(24)), "sms");
        second();
        request("reminder-15m", Chains.parse("sms"), clock.instant().plus(Duration.ofMinutes(15)), true);
        second();
        second();
        assertThat(kindsSent()).containsExactly("reminder-24h", "reminder-15m", "reminder-24h");
    }

    @Test
    void what_is_not_sent_takes_no_permit() {
        farEnd.rates.put("sms", 1.0);
        waiting(500, "reminder-24h", clock.instant().plus(Duration.ofHours(1)), "sms");
        waiting(20, "reminder-1h", clock.instant().plus(Duration.ofHours(2)), "sms");
        farEnd.objections.put("reminder-24h", WholeChain.CANCELLED);
        for (int tick = 0; tick < 5; tick++) {
            dispatcher.sendDue(Runnable::run);
        }
        assertThat(countOf("SUPPRESSED")).isEqualTo(500);
        assertThat(kindsSent()).containsExactly("reminder-1h");
    }

    @Test
    void who_waits_for_an_earlier_message_to_the_same_number_takes_no_permit() {
        farEnd.answer("sms", message -> new Outcome.Unknown(null, "no answer"));
        request("session-started", Chains.parse("sms"));
        dispatcher.sendDue(Runnable::run);
        farEnd.rates.put("sms", 1.0);
        request("reminder-15m", Chains.parse("sms"), clock.instant().plus(Duration.ofMinutes(15)), true);
        consultation = UUID.randomUUID();
        request("reminder-24h", Chains.parse("sms"), clock.instant().plus(Duration.ofHours(24)), true);

        dispatcher.sendDue(Runnable::run);

        assertThat(kindsSent()).containsExactly("session-started", "reminder-24h");
        assertThat(statesOf("reminder-15m")).containsExactly("PENDING");
    }

    @Test
    void what_is_too_late_is_written_off_without_a_permit() {
        farEnd.rates.put("sms", 1.0);
        waiting(30, "reminder-1h", clock.instant().plus(SECOND), "sms");
        pass(Duration.ofMinutes(1));
        for (int tick = 0; tick < 3; tick++) {
            dispatcher.sendDue(Runnable::run);
        }
        assertThat(countOf("SUPPRESSED")).isEqualTo(30);
        assertThat(farEnd.sent).isEmpty();
        assertThat(pace.free("sms:clinic", 1)).isPositive();
    }

    @Test
    void a_slow_sender_holds_up_no_other() {
        farEnd.rates.put("sms", 1.0);
        waiting(100, "reminder-1h", clock.instant().plus(Duration.ofMinutes(5)), "sms");
        waiting(16, "reminder-24h", clock.instant().plus(Duration.ofHours(1)), "email");
        dispatcher.sendDue(Runnable::run);
        assertThat(sentByChannel()).isEqualTo(Map.of("sms", 1L, "email", 16L));
    }

    @Test
    void calls_that_hang_keep_neither_another_channel_nor_the_watching_waiting() {
        request("session-started", Chains.parse("sms"));
        run();
        waiting(100, "reminder-1h", clock.instant().plus(Duration.ofHours(1)), "whatsapp");
        List<Runnable> hanging = new ArrayList<>();
        AtomicBoolean claimed = new AtomicBoolean();
        dispatcher.sendDue(task -> {
            if (claimed.getAndSet(true)) {
                hanging.add(task);
            } else {
                task.run();
            }
        });
        request("reminder-24h", Chains.parse("email"));
        pass(Duration.ofMinutes(11));
        run();
        assertThat(kindsSent()).containsExactly("session-started", "reminder-24h");
        assertThat(statesOf("session-started")).containsExactly("SILENT");
        while (!hanging.isEmpty()) {
            hanging.remove(0).run();
        }
    }

    @Test
    void a_fast_sender_keeps_its_rate_and_makes_up_for_half_a_second_at_most() {
        farEnd.rates.put("whatsapp", 80.0);
        waiting(300, "reminder-1h", clock.instant().plus(Duration.ofHours(1)), "whatsapp");
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(41);
        for (int tick = 0; tick < 10; tick++) {
            passReal(Duration.ofMillis(200));
            sendRepeatedly();
        }
        assertThat(farEnd.sent).hasSize(41 + 160);
    }

    @Test
    void two_nodes_that_see_the_same_permit_send_one_message_and_nothing_of_the_other_stays() {
        farEnd.rates.put("sms", 1.0);
        waiting(2, "reminder-1h", clock.instant().plus(Duration.ofHours(1)), "sms");
        List<UUID> both = dueNow();
        assertThat(claim(both.get(0))).isPresent();
        assertThat(claim(both.get(1))).isEmpty();
        assertThat(dueNow()).containsExactly(both.get(1));
        assertThat(jdbc.sql("select count(*) from attempt").query(Integer.class).single())
                .isEqualTo(1);
    }

    @Test
    void a_queue_that_is_too_long_hands_its_end_to_the_next_channel_in_time() {
        farEnd.rates.put("sms", 1.0);
        // two minutes of the three belong to the e-mail
        waiting(200, "reminder-15m", clock.instant().plus(Duration.ofMinutes(3)), "sms", "email");
        dispatcher.sendDue(Runnable::run);
        dispatcher.passOn(Runnable::run);
        assertThat(countOf("FAILED")).isEqualTo(200 - 61);
        for (int second = 0; second < 60; second++) {
            second();
            dispatcher.passOn(Runnable::run);
        }
        assertThat(sentByChannel().get("sms")).isEqualTo(61);
        assertThat(countOf("FAILED")).isEqualTo(200 - 61);
    }

    @Test
    void a_person_is_asked_to_phone_when_the_queue_of_the_last_channel_is_too_long() {
        farEnd.rates.put("sms", 1.0);
        waiting(100, "reminder-15m", clock.instant().plus(Duration.ofSeconds(30)), "sms");
        dispatcher.passOn(Runnable::run);
        dispatcher.watchDue(Runnable::run);
        assertThat(farEnd.calls).hasSize(69).containsOnly("reminder-15m failed");
    }

    @Test
    void a_short_wait_is_no_reason_for_another_channel_however_close_the_deadline_is() {
        farEnd.rates.put("sms", 1.0);
        waiting(10, "reminder-15m", clock.instant().plus(Duration.ofMinutes(1)), "sms", "email");
        dispatcher.passOn(Runnable::run);
        assertThat(countOf("FAILED")).isZero();
    }

    @Test
    void too_fast_slows_the_sender_as_a_whole_and_longer_each_time() {
        for (int tooFast = 0; tooFast < 2; tooFast++) {
            farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too fast", FailureAction.SLOW_DOWN));
        }
        waiting(12, "reminder-1h", clock.instant().plus(Duration.ofHours(1)), "whatsapp");
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(1);
        passReal(SECOND);
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(2);
        passReal(SECOND);
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(2);
        passReal(SECOND);
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(2 + 12);
        assertThat(countOf("SENT")).isEqualTo(12);
    }

    @Test
    void a_sender_of_whose_messages_some_are_taken_is_not_paused_for_longer_each_time() {
        farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too fast", FailureAction.SLOW_DOWN));
        farEnd.answer("whatsapp", FarEnd::accepted);
        farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too fast", FailureAction.SLOW_DOWN));
        waiting(12, "reminder-1h", clock.instant().plus(Duration.ofHours(1)), "whatsapp");
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(1);
        passReal(SECOND);
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(3);
        passReal(SECOND);
        sendRepeatedly();
        assertThat(countOf("SENT")).isEqualTo(12);
    }

    @Test
    void a_sender_with_a_rate_slows_down_too() {
        farEnd.rates.put("sms", 10.0);
        farEnd.answer("sms", m -> new Outcome.Refused(30022, "too fast", FailureAction.SLOW_DOWN));
        waiting(12, "reminder-1h", clock.instant().plus(Duration.ofHours(1)), "sms");
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(1);
        passReal(Duration.ofMillis(900));
        sendRepeatedly();
        assertThat(farEnd.sent).hasSize(1);
        passReal(Duration.ofMillis(100));
        sendRepeatedly();
        assertThat(farEnd.sent.size()).isBetween(2, 7);
    }

    private void second() {
        pass(SECOND);
        dispatcher.sendDue(Runnable::run);
    }

    private void sendRepeatedly() {
        for (int tick = 0; tick < 3; tick++) {
            dispatcher.sendDue(Runnable::run);
        }
    }

    private List<String> kindsSent() {
        return farEnd.sent.stream().map(message -> message.content().kind()).toList();
    }

    private Map<String, Long> sentByChannel() {
        return farEnd.sent.stream().collect(Collectors.groupingBy(OutgoingMessage::channel, Collectors.counting()));
    }

    private int countOf(String state) {
        return jdbc.sql("select count(*) from delivery where state = :state")
                .param("state", state)
                .query(Integer.class)
                .single();
    }

    /** Many notices at once, each of another consultation, by one chain. */
    private void waiting(int howMany, String kind, Instant deadline, String... chain) {
        for (int position = 0; position < chain.length; position++) {
            if (position == 0) {
                jdbc.sql(
                                """
                                insert into notice (id, consultation_id, kind, schedule_revision, audience, state,
                                    requested_at, due_at, deadline, call_if_unreached)
                                select gen_random_uuid(), gen_random_uuid(), :kind, 1, 'patient', 'OPEN', :now, :now,
                                    :deadline, true
                                from generate_series(1, :howMany)""")
                        .param("kind", kind)
                        .param("now", NoticeStore.utc(clock.instant()))
                        .param("deadline", NoticeStore.utc(deadline))
                        .param("howMany", howMany)
                        .update();
            }
            jdbc.sql(
                            """
                            insert into delivery (id, notice_id, consultation_id, audience, chain, position, channel,
                                state, due_at, deadline)
                            select gen_random_uuid(), id, consultation_id, audience, 0, :position, :channel, :state,
                                due_at, deadline
                            from notice where kind = :kind""")
                    .param("kind", kind)
                    .param("position", position)
                    .param("channel", chain[position])
                    .param("state", position == 0 ? "PENDING" : "WAITING")
                    .update();
        }
    }
}
