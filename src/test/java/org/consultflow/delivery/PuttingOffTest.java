package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not to leave now, but later. */
class PuttingOffTest extends DeliverySteps {

    @Test
    void it_leaves_when_it_may_and_the_ledger_says_until_when_it_waited() {
        Instant end = quietFor("sms", Duration.ofMinutes(40));
        request("reminder-1h", Chains.parse("email | sms"));
        run();
        assertThat(sentChannels()).containsExactly("email");
        assertThat(due.next()).contains(end);

        pass(Duration.ofMinutes(39));
        run();
        assertThat(sentChannels()).containsExactly("email");

        itIsOver();
        pass(Duration.ofMinutes(1));
        run();
        assertThat(sentChannels()).containsExactly("email", "sms");
        assertThat(ledger.of(consultation))
                .filteredOn(entry -> entry.what().equals("deferred"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.reason()).isEqualTo("QUIET_HOURS");
                    assertThat(entry.detail()).isEqualTo("until " + end);
                    assertThat(entry.channel()).isEqualTo("sms");
                });
    }

    @Test
    void what_waits_for_quiet_hours_to_end_is_not_woken_because_its_provider_is_back() {
        request("reminder-1h", Chains.parse("sms"));
        UUID waiting = dueNow().get(0);
        transaction.executeWithoutResult(tx -> {
            List<Notice> locked = notices.lockOf(List.of(waiting));
            locked.get(0).delivery(waiting).waitForProvider(clock.instant());
            notices.save(locked);
        });
        Instant end = quietFor("sms", Duration.ofMinutes(40));
        run();

        notices.wakeWaiting(clock.instant());
        assertThat(due.next()).contains(end);
        run();
        assertThat(ledger.of(consultation))
                .filteredOn(entry -> entry.what().equals("deferred"))
                .hasSize(1);
    }

    @Test
    void a_channel_that_waits_holds_its_chain_and_starts_no_other() {
        quietFor("whatsapp", Duration.ofMinutes(30));
        request("reminder-1h", PHONE);
        pass(Duration.ofMinutes(20));
        run();
        assertThat(states()).containsExactly("PENDING", "WAITING");
        assertThat(farEnd.sent).isEmpty();
    }

    @Test
    void one_second_before_the_deadline_is_early_enough() {
        Instant end = quietFor("sms", Duration.ofMinutes(30));
        request("reminder-1h", Chains.parse("sms"), end.plusSeconds(1), true);
        run();
        assertThat(states()).containsExactly("PENDING");
    }

    @Test
    void what_could_leave_at_its_deadline_only_does_not_leave_and_the_next_channel_goes() {
        Instant end = quietFor("whatsapp", Duration.ofMinutes(30));
        request("reminder-1h", Chains.parse("whatsapp > email"), end, true);
        run();
        assertThat(reasons()).containsExactly("QuietHours");
        assertThat(sentChannels()).containsExactly("email");
    }

    @Test
    void who_is_not_to_be_disturbed_is_not_phoned_instead() {
        farEnd.objections.put("whatsapp", ThisChannel.NO_CONSENT);
        farEnd.objections.put("sms", ThisChannel.QUIET_HOURS);
        request("reminder-1h", PHONE);
        run();
        assertThat(farEnd.calls).isEmpty();
        assertThat(noticeStates()).containsExactly("CLOSED");
    }

    @Test
    void a_stop_that_is_said_while_it_waits_is_obeyed() {
        quietFor("sms", Duration.ofMinutes(30));
        request("reminder-1h", Chains.parse("sms > email"));
        run();
        farEnd.optOuts.add("sms");
        itIsOver();
        pass(Duration.ofMinutes(30));
        run();
        assertThat(reasons()).containsExactly("OptedOut");
        assertThat(sentChannels()).containsExactly("email");
    }

    @Test
    void what_is_withdrawn_while_it_waits_is_gone() {
        quietFor("sms", Duration.ofMinutes(30));
        request("reminder-1h", Chains.parse("sms"));
        run();
        withdraw();
        assertThat(reasons()).containsExactly("Cancelled");
    }

    private Instant quietFor(String channel, Duration time) {
        Instant end = clock.instant().plus(time);
        farEnd.quietUntil.put(channel, end);
        return end;
    }

    private void itIsOver() {
        farEnd.quietUntil.clear();
    }
}
