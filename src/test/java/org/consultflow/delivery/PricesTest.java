package org.consultflow.delivery;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Currency;
import java.util.List;

import org.consultflow.delivery.ProviderRecords.ProviderRecord;
import org.consultflow.delivery.RecordedDelivery.Attempt;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What messages are made of and what they cost, stepped by hand. */
class PricesTest extends DeliverySteps {

    @Autowired
    Charges charges;

    @Autowired
    DeliveryLedger deliveryLedger;

    @Autowired
    Costs costs;

    @Test
    void an_attempt_keeps_the_version_of_its_words_even_if_its_call_never_ended() {
        farEnd.answer("sms", message -> {
            throw new IllegalStateException("the process died");
        });
        request("reminder-1h", Chains.parse("sms"));
        run();

        assertThat(attempts()).extracting(Attempt::templateVersion).containsExactly("words-1");
    }

    @Test
    void the_price_is_asked_for_minutes_later_and_by_real_time() {
        sendSms();

        passReal(Duration.ofSeconds(119));
        clock.advance(Duration.ofDays(3));
        charges.ask();
        assertThat(farEnd.recordsAsked).isEmpty();

        passReal(Duration.ofSeconds(1));
        providerSays("0.055", "USD", 2);
        charges.ask();
        assertThat(attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.price()).isEqualByComparingTo("0.055");
            assertThat(attempt.currency()).isEqualTo("USD");
            assertThat(attempt.segments()).isEqualTo(2);
        });

        passReal(Duration.ofDays(30));
        charges.ask();
        assertThat(farEnd.recordsAsked)
                .as("a known price is not asked for again")
                .hasSize(1);
    }

    @Test
    void a_price_that_stays_away_is_asked_for_more_and_more_seldom_and_then_no_more() {
        sendSms();
        providerSays(null, null, 1);

        List<Long> asked = new java.util.ArrayList<>();
        for (long minute = 0; minute < Duration.ofDays(10).toMinutes(); minute += 2) {
            passReal(Duration.ofMinutes(2));
            int before = farEnd.recordsAsked.size();
            charges.ask();
            if (farEnd.recordsAsked.size() > before) {
                asked.add(minute + 2);
            }
        }

        assertThat(asked).containsExactly(2L, 4L, 14L, 64L, 314L, 1564L, 7814L);
        assertThat(attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.price()).isNull();
            assertThat(attempt.segments()).isEqualTo(1);
        });
    }

    @Test
    void what_the_provider_does_not_know_is_not_asked_for_again() {
        sendSms();
        for (int look = 0; look < 3; look++) {
            passReal(Duration.ofHours(1));
            charges.ask();
        }
        assertThat(farEnd.recordsAsked).hasSize(1);
    }

    @Test
    void a_provider_that_does_not_answer_is_left_alone_until_the_next_look() {
        sendSms();
        consultation = java.util.UUID.randomUUID();
        sendSms();
        passReal(Duration.ofMinutes(2));
        farEnd.providerIsDown = true;
        charges.ask();
        assertThat(farEnd.recordsAsked).as("one question tells").hasSize(1);

        farEnd.providerIsDown = false;
        providerSays("0.05", "USD", 1);
        passReal(Duration.ofMinutes(2));
        charges.ask();
        assertThat(farEnd.recordsAsked).hasSize(3);
    }

    @Test
    void an_entry_that_makes_no_sense_keeps_nobody_from_asking_about_the_others() {
        sendSms();
        consultation = java.util.UUID.randomUUID();
        sendSms();
        providerSays("0.05", null, 1);
        passReal(Duration.ofMinutes(2));
        charges.ask();
        assertThat(farEnd.recordsAsked).hasSize(2);
    }

    @Test
    void the_segments_that_the_answer_tells_are_kept_even_if_a_receipt_came_before_it() {
        farEnd.answer("sms", message -> {
            outcomes.record(new Receipt(message.attemptId(), FarEnd.sidOf(message), ReceiptStatus.SENT, null, null));
            return new Outcome.Accepted(FarEnd.sidOf(message), ReceiptStatus.QUEUED, 3);
        });
        request("reminder-1h", Chains.parse("sms"));
        run();

        assertThat(attempts()).singleElement().satisfies(attempt -> {
            assertThat(attempt.segments()).isEqualTo(3);
            assertThat(attempt.providerStatus()).isEqualTo("sent");
        });
    }

    @Test
    void costs_are_told_by_channel_kind_and_currency_with_those_that_have_no_price_yet() {
        sendSms();
        providerSays("0.0550", "USD", 2);
        passReal(Duration.ofMinutes(2));
        charges.ask();
        consultation = java.util.UUID.randomUUID();
        request("reminder-24h", REMINDER);
        run();
        providerSays("0.0070", "EUR", 1);
        passReal(Duration.ofMinutes(2));
        charges.ask();
        consultation = java.util.UUID.randomUUID();
        sendSms();

        assertThat(costs.between(
                        clock.instant().minusSeconds(60), clock.instant().plusSeconds(1)))
                .usingRecursiveFieldByFieldElementComparator(
                        org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration.builder()
                                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                                .build())
                .containsExactly(
                        new Costs.Cost("email", "reminder-24h", null, 1, 0, BigDecimal.ZERO, true),
                        new Costs.Cost("sms", "reminder-1h", "USD", 1, 2, new BigDecimal("0.0550"), false),
                        new Costs.Cost("sms", "reminder-1h", null, 1, 0, BigDecimal.ZERO, false),
                        new Costs.Cost("whatsapp", "reminder-24h", "EUR", 1, 1, new BigDecimal("0.0070"), false));
        assertThat(costs.between(clock.instant().plusSeconds(1), clock.instant().plusSeconds(99)))
                .isEmpty();
    }

    private void sendSms() {
        request("reminder-1h", Chains.parse("sms"));
        run();
    }

    /** What the provider has in its books about the messages so far. */
    private void providerSays(String price, String currency, int segments) {
        farEnd.sent.forEach(message -> farEnd.records.putIfAbsent(
                FarEnd.sidOf(message),
                new ProviderRecord(
                        ReceiptStatus.DELIVERED,
                        null,
                        null,
                        segments,
                        price == null ? null : new BigDecimal(price),
                        currency == null ? null : Currency.getInstance(currency))));
    }

    private List<Attempt> attempts() {
        DeliveryFilter filter = new DeliveryFilter(consultation, null, null, null, null, null, null, null);
        return deliveryLedger.page(filter, null, 200).stream()
                .flatMap(delivery -> delivery.attempts().stream())
                .toList();
    }
}
