package org.consultflow.delivery;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When nobody was reached, but nobody has to be: the visit was cancelled or moved, or its moment is past. */
class NeedlessCallTest extends DeliverySteps {

    @Test
    void nobody_phones_about_a_reminder_that_was_on_its_way_when_the_visit_was_cancelled() {
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        cancel();
        receipt(0, ReceiptStatus.UNDELIVERED, 63024, FailureAction.NEXT_CHANNEL);
        run();
        assertThat(farEnd.calls).isEmpty();
        assertThat(noticeStates()).containsExactly("CLOSED");
    }

    @Test
    void nobody_phones_about_a_reminder_whose_visit_was_cancelled_while_it_fell_silent() {
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        cancel();
        pass(Duration.ofMinutes(11));
        run();
        assertThat(farEnd.calls).isEmpty();
    }

    @Test
    void nobody_phones_about_what_was_overtaken_before_somebody_could_be_asked() {
        farEnd.callFails = true;
        farEnd.objections.put("whatsapp", SuppressionReason.ThisChannel.NO_ADDRESS);
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        cancel();
        farEnd.callFails = false;
        passReal(Duration.ofSeconds(1));
        run();
        assertThat(farEnd.calls).isEmpty();
        assertThat(noticeStates()).containsExactly("CLOSED");
    }

    @Test
    void nobody_phones_when_the_moment_is_past() {
        farEnd.callFails = true;
        farEnd.objections.put("whatsapp", SuppressionReason.ThisChannel.NO_ADDRESS);
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        pass(Duration.ofHours(1));
        farEnd.callFails = false;
        run();
        assertThat(farEnd.calls).isEmpty();
        assertThat(noticeStates()).containsExactly("CLOSED");
    }

    @Test
    void a_command_that_cancels_waits_for_the_call_that_is_being_asked_for_and_sees_it() throws Exception {
        farEnd.callFails = true;
        farEnd.objections.put("whatsapp", SuppressionReason.ThisChannel.NO_ADDRESS);
        request("reminder-1h", Chains.parse("whatsapp"));
        run();
        farEnd.callFails = false;
        passReal(Duration.ofSeconds(1));
        CountDownLatch withdrawn = new CountDownLatch(1);
        CompletableFuture<Integer> command = new CompletableFuture<>();
        // asks the person only when the command has begun, and gives it every chance to run past
        farEnd.whileAsking = () -> {
            Thread cancelling = new Thread(() -> {
                cancel();
                command.complete(farEnd.calls.size());
                withdrawn.countDown();
            });
            cancelling.start();
            waitUntilBlockedOrDone(withdrawn);
        };
        watches.calls().forEach(watches::call);
        assertThat(command.get(30, TimeUnit.SECONDS)).isEqualTo(1);
    }

    private void waitUntilBlockedOrDone(CountDownLatch done) {
        boolean blocked = false;
        while (!blocked && done.getCount() > 0) {
            blocked = jdbc.sql("select exists (select 1 from pg_locks where not granted)")
                    .query(Boolean.class)
                    .single();
        }
    }

    private void cancel() {
        farEnd.overtaken = WholeChain.CANCELLED;
        withdraw();
    }
}
