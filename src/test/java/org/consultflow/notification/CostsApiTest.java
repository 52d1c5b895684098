package org.consultflow.notification;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.consultation.InvalidRequestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the messages of a month cost, as the API answers it. */
class CostsApiTest extends LedgerRoom {

    @Test
    void are_told_by_channel_and_kind_with_what_is_not_priced_yet() throws Exception {
        rows.attempt(rows.delivery(ONE, "confirmation", "patient", "email", "DELIVERED"), 1, null, null, null, null);
        rows.attempt(rows.delivery(ONE, "reminder-1h", "patient", "sms", "DELIVERED"), 1, null, 2, "0.1100", "USD");
        rows.attempt(rows.delivery(TWO, "reminder-1h", "patient", "sms", "DELIVERED"), 1, null, 1, "0.0400", "EUR");
        rows.attempt(rows.delivery(TWO, "reminder-1h", "provider", "sms", "SENT"), 1, null, 1, null, null);
        rows.attempt(rows.delivery(THREE, "reminder-1h", "patient", "whatsapp", "SENT"), 1, 63024, 1, "0.0050", "USD");

        assertThat(read("/api/costs?month=2026-12"))
                .isEqualTo(
                        json.readTree(
                                """
                                {"month": "2026-12", "timeZone": "Z", "from": "2026-12-01T00:00:00Z",
                                 "to": "2027-01-01T00:00:00Z",
                                 "lines": [
                                   {"channel": "email", "kind": "confirmation", "messages": 1, "segments": 0, "cost": [],
                                    "unpriced": 0},
                                   {"channel": "sms", "kind": "reminder-1h", "messages": 3, "segments": 4,
                                    "cost": [{"currency": "EUR", "amount": "0.04"}, {"currency": "USD", "amount": "0.11"}],
                                    "unpriced": 1},
                                   {"channel": "whatsapp", "kind": "reminder-1h", "messages": 1, "segments": 1,
                                    "cost": [{"currency": "USD", "amount": "0.005"}], "unpriced": 0}],
                                 "total": [{"currency": "EUR", "amount": "0.04"}, {"currency": "USD", "amount": "0.115"}],
                                 "unpriced": 1}"""));
    }

    @Test
    void begin_where_the_month_begins_for_who_asks() {
        rows.attempt(rows.delivery(ONE, "reminder-1h", "patient", "sms", "DELIVERED"), 1, null, 1, "0.05", "USD");
        rows.attempt(
                rows.deliveryAt(LedgerRows.START.minusSeconds(3600), TWO, "reminder-1h", "patient", "sms", "DELIVERED"),
                1,
                null,
                1,
                "0.05",
                "USD");

        assertThat(read("/api/costs?month=2026-12").at("/lines/0/messages").asInt())
                .isEqualTo(1);
        JsonNode melbourne = read("/api/costs?month=2026-12&timeZone=Australia/Melbourne");
        assertThat(melbourne.at("/lines/0/messages").asInt()).isEqualTo(2);
        assertThat(melbourne.path("from").asText()).isEqualTo("2026-11-30T13:00:00Z");
        assertThat(read("/api/costs?month=2027-01").path("lines")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', month",
        "month=2026, month",
        "month=2026-13, month",
        "month=December, month",
        "month=2026-12&timeZone=Melbourne, timeZone",
        "month=2026-12&currency=USD, currency"
    })
    void are_not_guessed_when_the_question_is_wrong(String query, String field) {
        assertThat(refused("/api/costs?" + query).violations())
                .extracting(InvalidRequestException.Violation::field)
                .containsExactly(field);
    }
}
