package org.consultflow.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.telemetry.Survey.Figure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted of a message's way. */
@ContextConfiguration(classes = DeliveryMetersTest.Counting.class)
class DeliveryMetersTest extends DeliverySteps {

    @Autowired
    MeterRegistry meters;

    @Autowired
    DeliverySurvey survey;

    @Autowired
    ReceiptDesk desk;

    private double reached;
    private double refused;

    @BeforeEach
    void countFromHere() {
        reached = count("consultflow.notifications", "kind", "reminder-1h", "outcome", "reached");
        refused = count("consultflow.deliveries", "channel", "whatsapp", "state", "failed");
    }

    @Test
    void a_fallback_counts_what_failed_what_went_instead_and_one_notification_that_reached_its_patient() {
        double fallbacks = count("consultflow.fallbacks", "channel", "sms");
        farEnd.answer("whatsapp", message -> new Outcome.Refused(63003, "no such number", FailureAction.NEXT_CHANNEL));
        request("reminder-1h", PHONE);
        run();
        receipt(1, ReceiptStatus.DELIVERED, null, null);
        receipt(1, ReceiptStatus.DELIVERED, null, null);

        assertThat(count("consultflow.deliveries", "channel", "whatsapp", "state", "failed"))
                .isEqualTo(refused + 1);
        assertThat(count("consultflow.fallbacks", "channel", "sms")).isEqualTo(fallbacks + 1);
        assertThat(count("consultflow.notifications", "kind", "reminder-1h", "outcome", "reached"))
                .isEqualTo(reached + 1);
        assertThat(meters.get("consultflow.provider.request")
                        .tags("provider", "whatsapp", "outcome", "refused", "code", "63xxx")
                        .timer()
                        .count())
                .isPositive();
    }

    @Test
    void how_late_a_message_is_counts_from_when_it_was_due_until_it_was_taken() {
        request("reminder-1h", PHONE);
        clock.advance(Duration.ofSeconds(40));
        double before = lateSeconds();
        run();
        assertThat(lateSeconds() - before).isEqualTo(40);
    }

    @Test
    void what_is_not_sent_is_counted_with_its_reason() {
        double without = count("consultflow.suppressions", "channel", "whatsapp", "reason", "NoConsent");
        farEnd.objections.put("whatsapp", ThisChannel.NO_CONSENT);
        request("reminder-1h", PHONE);
        run();
        assertThat(count("consultflow.suppressions", "channel", "whatsapp", "reason", "NoConsent"))
                .isEqualTo(without + 1);
    }

    @Test
    void what_is_rolled_back_was_never_there() {
        double requested = count("consultflow.notifications.requested", "kind", "reminder-1h");
        transaction.executeWithoutResult(tx -> {
            outbox.request(key("reminder-1h"), PHONE, clock.instant().plusSeconds(60), true);
            tx.setRollbackOnly();
        });
        request("reminder-1h", PHONE);
        assertThat(count("consultflow.notifications.requested", "kind", "reminder-1h"))
                .isEqualTo(requested + 1);
    }

    @Test
    void receipts_are_counted_by_what_they_say_repeated_or_not() {
        double before = count("consultflow.receipts", "status", "delivered");
        request("reminder-1h", PHONE);
        run();
        OutgoingMessage sent = farEnd.sent.get(0);
        for (int i = 0; i < 2; i++) {
            desk.record(new Receipt(sent.attemptId(), FarEnd.sidOf(sent), ReceiptStatus.DELIVERED, null, null));
        }
        assertThat(count("consultflow.receipts", "status", "delivered")).isEqualTo(before + 2);
    }

    @Test
    void the_outbox_is_measured_by_how_much_is_due_and_since_when() {
        request("reminder-1h", PHONE);
        clock.advance(Duration.ofSeconds(90));
        assertThat(figure("consultflow.outbox.deliveries", "channel", "whatsapp", "state", "due"))
                .isEqualTo(1);
        assertThat(figure("consultflow.outbox.oldest.age", "channel", "whatsapp"))
                .isEqualTo(90);
        run();
        assertThat(figure("consultflow.outbox.deliveries", "channel", "whatsapp", "state", "due"))
                .isZero();
        assertThat(figure("consultflow.outbox.oldest.age", "channel", "whatsapp"))
                .isZero();
    }

    private double figure(String name, String... labels) {
        List<Figure> figures = survey.take();
        return figures.stream()
                .filter(figure -> figure.name().equals(name) && figure.labels().equals(Tags.of(labels)))
                .findFirst()
                .orElseThrow()
                .value();
    }

    private double lateSeconds() {
        var timer = meters.find("consultflow.delivery.lateness")
                .tag("channel", "whatsapp")
                .timer();
        return timer == null ? 0 : timer.totalTime(TimeUnit.SECONDS);
    }

    private double count(String name, String... labels) {
        var counter = meters.find(name).tags(labels).counter();
        return counter == null ? 0 : counter.count();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Counting {

        @Bean
        MeterRegistry meterRegistry() {
            return new SimpleMeterRegistry();
        }
    }
}
