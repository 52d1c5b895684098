package org.consultflow.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.consultflow.delivery.DeliveryOverview.KindCount;
import org.consultflow.delivery.DeliveryOverview.Rate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** How deliveries stand as a whole. */
class DeliveryOverviewTest extends DeliverySteps {

    @Autowired
    DeliveryOverview overview;

    @Test
    void what_is_due_is_overdue_after_a_minute_and_no_more_once_it_was_sent() {
        Instant requested = clock.instant();
        request("reminder-1h", Chains.parse("email"));
        pass(Duration.ofSeconds(60));
        assertThat(overview.overdue(10)).isEmpty();

        pass(Duration.ofSeconds(1));
        assertThat(overview.overdue(10)).singleElement().satisfies(late -> {
            assertThat(late.consultationId()).isEqualTo(consultation);
            assertThat(late.channel()).isEqualTo("email");
            assertThat(late.at()).isEqualTo(requested);
        });

        run();
        assertThat(overview.overdue(10)).isEmpty();
    }

    @Test
    void whom_no_channel_reached_is_listed_until_the_moment_is_past() {
        unreachable();
        assertThat(overview.undeliverable(10)).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo("reminder-1h");
            assertThat(it.reason()).startsWith("failed");
        });

        pass(Duration.ofHours(3));
        assertThat(overview.undeliverable(10)).isEmpty();
    }

    @Test
    void rates_count_what_arrived_and_what_did_not_by_channel_for_the_hour_and_the_day() {
        request("reminder-24h", Chains.parse("email"));
        run();
        pass(Duration.ofMinutes(90));
        unreachable();

        assertThat(overview.rates()).contains(new Rate("email", 0, 0, 1, 0), new Rate("sms", 0, 1, 0, 1));

        pass(Duration.ofHours(25));
        assertThat(overview.rates()).isEmpty();
    }

    @Test
    void kinds_count_what_was_sent_delivered_and_fell_back() {
        request("reminder-24h", Chains.parse("email"));
        run();
        unreachable();

        List<KindCount> counts = overview.byKind(List.of("reminder-24h", "reminder-1h"), Duration.ofDays(7));

        assertThat(counts)
                .containsExactly(
                        new KindCount("reminder-1h", "patient", 1, 0, 1),
                        new KindCount("reminder-24h", "patient", 1, 1, 0));
        assertThat(overview.byKind(List.of(), Duration.ofDays(7))).isEmpty();
    }

    private void unreachable() {
        request("reminder-1h", PHONE);
        farEnd.answer("whatsapp", message -> refused());
        farEnd.answer("sms", message -> refused());
        run();
    }

    private static Outcome refused() {
        return new Outcome.Refused(63003, "no such number", FailureAction.NEXT_CHANNEL);
    }
}
