package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.consultflow.delivery.Ledger.LedgerEntry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What ops have stopped for a time. */
class PausesTest extends DeliverySteps {

    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @Autowired
    Pauses pauses;

    @Autowired
    PauseSurvey survey;

    @Test
    void what_is_requested_meanwhile_waits_and_leaves_when_the_pause_ends_by_itself() {
        Pause pause = paused(null, "whatsapp", null, HALF_AN_HOUR);
        request("reminder-1h", PHONE);
        run();

        assertThat(farEnd.sent).isEmpty();
        assertThat(states()).containsExactly("PENDING", "WAITING");
        assertThat(entries("held")).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo("PAUSED");
            assertThat(entry.channel()).isEqualTo("whatsapp");
            assertThat(entry.detail()).isEqualTo("until " + pause.until() + ": templates are being reviewed");
        });
        assertThat(due.next()).contains(pause.until());
        assertThat(pauses.inForce()).extracting(Pause::held).containsExactly(1L);

        pass(HALF_AN_HOUR);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
        assertThat(pauses.inForce()).isEmpty();
    }

    @Test
    void those_in_force_are_counted_by_what_they_name() {
        Pause ended = paused(null, "whatsapp", null, HALF_AN_HOUR);
        paused(null, "sms", null, Duration.ofHours(1));
        paused("reminder-1h", "sms", null, Duration.ofHours(1));
        paused(null, null, null, Duration.ofMinutes(20));
        end(ended);
        assertThat(counted()).containsExactly("clinic 1", "kind 0", "channel 1", "provider 0", "several 1");

        pass(HALF_AN_HOUR);
        assertThat(counted()).containsExactly("clinic 0", "kind 0", "channel 1", "provider 0", "several 1");
    }

    private List<String> counted() {
        return survey.take().stream()
                .map(figure ->
                        figure.labels().stream().findFirst().orElseThrow().getValue() + " " + (long) figure.value())
                .toList();
    }

    @Test
    void what_was_held_is_released_when_somebody_ends_the_pause() {
        Pause pause = paused(null, "whatsapp", null, HALF_AN_HOUR);
        request("reminder-1h", PHONE);
        run();

        assertThat(end(pause)).contains(pause.id());
        assertThat(due.busy(clock.instant())).isTrue();
        run();

        assertThat(sentChannels()).containsExactly("whatsapp");
        assertThat(entries("released")).hasSize(1);
        assertThat(jdbc.sql("select count(*) from held_delivery")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(end(pause)).isEmpty();
    }

    @Test
    void of_a_chain_the_next_channel_goes_only_when_it_could_not_wait_any_longer() {
        paused(null, "whatsapp", null, Duration.ofHours(3));
        request("reminder-1h", PHONE);
        pass(Duration.ofMinutes(57));
        run();
        assertThat(farEnd.sent).isEmpty();

        pass(Duration.ofMinutes(1));
        run();
        assertThat(sentChannels()).containsExactly("sms");
        assertThat(reasons()).containsExactly("Paused");
    }

    @Test
    void other_channels_and_chains_go_as_ever() {
        paused(null, "whatsapp", null, HALF_AN_HOUR);
        request("reminder-24h", REMINDER);
        run();
        assertThat(sentChannels()).containsExactly("email");
    }

    @Test
    void where_only_a_person_is_left_she_has_the_time_to_phone() {
        paused(null, "sms", null, Duration.ofHours(3));
        request("reminder-1h", Chains.parse("sms"));
        run();
        pass(Duration.ofMinutes(54));
        run();
        assertThat(farEnd.calls).isEmpty();

        pass(Duration.ofMinutes(1));
        run();
        assertThat(farEnd.calls).containsExactly("reminder-1h paused");
        assertThat(farEnd.sent).isEmpty();
    }

    @Test
    void a_kind_is_held_on_every_channel_and_no_other_kind_is() {
        paused("reminder-1h", null, null, HALF_AN_HOUR);
        request("reminder-1h", REMINDER);
        request("cancelled", Chains.parse("email"));
        run();
        assertThat(sentChannels()).containsExactly("email");
        assertThat(statesOf("reminder-1h")).containsExactly("PENDING", "PENDING", "WAITING");

        pass(HALF_AN_HOUR);
        run();
        assertThat(sentChannels()).containsExactly("email", "email", "whatsapp");
    }

    @Test
    void what_is_of_no_use_any_more_when_everything_goes_on_is_too_late_and_nobody_phones() {
        paused(null, null, null, Duration.ofHours(3));
        request("reminder-1h", PHONE);
        run();
        pass(Duration.ofHours(1));
        run();
        pass(Duration.ofHours(2));
        run();

        assertThat(farEnd.sent).isEmpty();
        assertThat(reasons()).containsExactly("TooLate", "TooLate");
        assertThat(farEnd.calls).isEmpty();
    }

    @Test
    void the_consultations_of_one_provider_are_held_and_no_others_are() {
        UUID provider = UUID.randomUUID();
        farEnd.held.put(consultation, provider);
        paused(null, null, provider, HALF_AN_HOUR);
        request("reminder-1h", PHONE);
        consultation = UUID.randomUUID();
        farEnd.held.put(consultation, UUID.randomUUID());
        request("reminder-24h", Chains.parse("email"));
        run();

        assertThat(sentChannels()).containsExactly("email");
        assertThat(statesOf("reminder-1h")).containsExactly("PENDING", "WAITING");
    }

    @Test
    void what_two_pauses_hold_leaves_when_both_are_over() {
        Pause everything = paused(null, null, null, Duration.ofMinutes(10));
        paused(null, "whatsapp", null, HALF_AN_HOUR);
        request("reminder-1h", PHONE);
        run();
        end(everything);
        run();
        assertThat(farEnd.sent).isEmpty();
        assertThat(entries("held")).hasSize(2);

        pass(HALF_AN_HOUR);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
    }

    @Test
    void the_next_channel_of_what_left_before_the_pause_is_held_too() {
        request("reminder-1h", PHONE);
        run();
        paused(null, null, null, HALF_AN_HOUR);
        pass(Duration.ofMinutes(11));
        run();
        assertThat(states()).containsExactly("SILENT", "PENDING");
        assertThat(sentChannels()).containsExactly("whatsapp");
    }

    @Test
    void what_is_cancelled_while_it_is_held_is_gone() {
        Pause pause = paused(null, null, null, HALF_AN_HOUR);
        request("reminder-1h", PHONE);
        run();
        withdraw();
        end(pause);
        run();
        assertThat(farEnd.sent).isEmpty();
        assertThat(reasons()).containsExactly("Cancelled", "Cancelled");
    }

    @Test
    void a_node_that_has_not_heard_of_the_end_holds_nothing_back_for_good() {
        Pause pause = paused(null, "whatsapp", null, HALF_AN_HOUR);
        end(pause);
        request("reminder-1h", PHONE);
        pauses.seen(true);
        dispatcher.sendDue(Runnable::run);
        assertThat(sentChannels()).containsExactly("whatsapp");
    }

    @Test
    void who_ends_a_pause_waits_for_a_node_that_is_just_holding_something_by_it() {
        Pause pause = paused(null, "whatsapp", null, HALF_AN_HOUR);
        request("reminder-1h", PHONE);
        List<UUID> found = dueNow();
        CompletableFuture<Optional<UUID>> ending = new CompletableFuture<>();
        transaction.executeWithoutResult(otherNode -> {
            claims.claim(found);
            ending.completeAsync(() -> end(pause));
            assertThat(ending)
                    .as("not before the other node has written what it holds")
                    .failsWithin(300, TimeUnit.MILLISECONDS);
        });
        assertThat(ending).succeedsWithin(Duration.ofSeconds(30));
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
    }

    @Test
    void many_are_released_at_once() {
        Pause pause = paused(null, "email", null, HALF_AN_HOUR);
        for (int i = 0; i < 501; i++) {
            consultation = UUID.randomUUID();
            request("reminder-1h", Chains.parse("email"));
        }
        claims.claim(dueOn("email", 501));
        assertThat(pauses.inForce()).extracting(Pause::held).containsExactly(501L);
        end(pause);
        run();
        assertThat(dueOn("email", 600).size() + farEnd.sent.size()).isEqualTo(501);
    }

    private List<UUID> dueOn(String channel, int limit) {
        return due.toSend(channel, clock.instant(), realTime.instant(), limit);
    }

    /** Stopped from now on, as this node's next look at what is due tells it. */
    private Pause paused(String kind, String channel, UUID provider, Duration time) {
        Instant until = clock.instant().plus(time);
        Pause pause = transaction.execute(tx -> pauses.start(
                kind,
                channel,
                provider,
                provider == null ? null : "doc-7",
                until,
                "templates are being reviewed",
                "api"));
        watches.agenda();
        return pause;
    }

    private Optional<UUID> end(Pause pause) {
        return transaction.execute(tx -> pauses.end(pause.id(), "api")).map(Pause::id);
    }

    private List<LedgerEntry> entries(String what) {
        return ledger.of(consultation).stream()
                .filter(entry -> entry.what().equals(what))
                .toList();
    }
}
