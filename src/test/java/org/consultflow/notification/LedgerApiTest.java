package org.consultflow.notification;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.delivery.DeliveryLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Deliveries as the API answers them. */
class LedgerApiTest extends LedgerRoom {

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void come_newest_first_with_their_attempts_and_each_with_its_history() {
        UUID mail = rows.delivery(ONE, "confirmation", "patient", "email", "DELIVERED");
        UUID sms = rows.delivery(ONE, "reminder-1h", "patient", "sms", "FAILED");
        rows.attempt(sms, 1, 30008, 2, "0.11", "USD");
        rows.attempt(sms, 2, null, null, null, null);
        rows.event(sms, null, "silent", null);

        JsonNode page = read("/api/deliveries");

        assertThat(ids(page)).containsExactly(sms, mail);
        JsonNode newest = page.at("/deliveries/0");
        assertThat(newest.path("consultationId").asText()).isEqualTo(ONE.toString());
        assertThat(newest.path("requestedAt").asText()).isEqualTo("2026-12-01T00:01:00Z");
        assertThat(newest.at("/history/0/event").asText()).isEqualTo("silent");
        assertThat(newest.path("attempts")).hasSize(2);
        assertThat(newest.at("/attempts/0/segments").asInt()).isEqualTo(2);
        assertThat(newest.at("/attempts/0/price").decimalValue()).isEqualByComparingTo("0.11");
        assertThat(newest.at("/attempts/0/currency").asText()).isEqualTo("USD");
        assertThat(newest.at("/attempts/0/templateVersion").asText()).isEqualTo("a1b2c3d4e5f6");
        assertThat(newest.at("/attempts/0/history").findValuesAsText("event"))
                .containsExactly("sending", "undelivered");
        assertThat(newest.at("/attempts/0/history/1/errorCode").asInt()).isEqualTo(30008);
        assertThat(newest.at("/attempts/1/price").isMissingNode()).isTrue();
        assertThat(newest.at("/attempts/1/history").findValuesAsText("event")).containsExactly("sending", "delivered");
        assertThat(page.has("next")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "consultation=00000000-0000-0000-0000-000000000002, 3",
        "kind=reminder-1h, 2",
        "audience=provider, 0",
        "channel=email, 1",
        "channel=sms&state=failed, 2",
        "state=delivered, 1 3",
        "state=sending, 4",
        "code=63024, 3",
        "from=2026-12-01T00:02:00Z, 2 3 4",
        "from=2026-12-01T00:01:00Z&to=2026-12-01T00:02:00Z, 1",
        "to=2026-12-01T11:01:00%2B11:00, 0",
        "kind=nothing-like-that, ''"
    })
    void are_filtered(String query, String expected) {
        List<UUID> all = List.of(
                rows.delivery(ONE, "confirmation", "provider", "sms", "SUPPRESSED"),
                rows.delivery(ONE, "confirmation", "patient", "email", "DELIVERED"),
                rows.delivery(ONE, "reminder-1h", "patient", "sms", "FAILED"),
                rows.delivery(TWO, "reminder-24h", "patient", "whatsapp", "DELIVERED"),
                rows.delivery(THREE, "reminder-15m", "patient", "whatsapp", "SENDING"));
        jdbc.sql("update delivery set reason = 'NO_CONSENT' where state = 'SUPPRESSED'")
                .update();
        rows.attempt(all.get(3), 1, 63024, 1, null, null);
        rows.attempt(all.get(4), 1, null, null, null, null);
        jdbc.sql("update attempt set state = 'SENDING' where delivery_id = :id")
                .param("id", all.get(4))
                .update();

        List<UUID> wanted = new ArrayList<>();
        for (String index : expected.split(" ")) {
            if (!index.isEmpty()) {
                wanted.add(all.get(Integer.parseInt(index)));
            }
        }
        assertThat(ids(read("/api/deliveries?" + query))).containsExactlyInAnyOrderElementsOf(wanted);
    }

    @Test
    void are_paged_without_gap_or_repetition_while_others_are_added() {
        List<UUID> there = new ArrayList<>();
        for (int minute = 0; minute < 10; minute++) {
            // three of one moment: the page breaks among them
            for (int same = 0; same < 3; same++) {
                there.add(rows.deliveryAt(
                        LedgerRows.START.plusSeconds(60L * minute), ONE, "k" + same, "p" + minute, "sms", "SENT"));
            }
        }
        List<UUID> seen = new ArrayList<>();
        JsonNode page = read("/api/deliveries?limit=7");
        while (true) {
            seen.addAll(ids(page));
            if (!page.has("next")) {
                break;
            }
            assertThat(ids(page)).hasSize(7);
            rows.deliveryAt(LedgerRows.START.plusSeconds(9999), UUID.randomUUID(), "added", "patient", "sms", "SENT");
            page = read("/api/deliveries?limit=7&cursor=" + page.path("next").asText());
        }
        assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void of_the_last_page_that_is_full_there_is_no_next() {
        rows.delivery(ONE, "a", "patient", "sms", "SENT");
        rows.delivery(ONE, "b", "patient", "sms", "SENT");
        assertThat(read("/api/deliveries?limit=2").has("next")).isFalse();
    }

    @Test
    void that_try_a_channel_belong_to_no_consultation() {
        rows.delivery(ONE, "channel-test", "clinic", "sms", "SENT");
        assertThat(read("/api/deliveries").at("/deliveries/0").has("consultationId"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "consultation=seven, consultation",
        "kind=%25, kind",
        "state=lost, state",
        "state=DELIVERED, state",
        "code=x, code",
        "from=yesterday, from",
        "to=2026-12-01T00:00:00, to",
        "limit=0, limit",
        "limit=201, limit",
        "cursor=abc, cursor",
        "cursor=%2F%2F, cursor",
        "cursor=f_________8AAAAAAAAAAAAAAAAAAAAA, cursor",
        "chanel=sms, chanel"
    })
    void are_not_guessed_when_the_question_is_wrong(String query, String field) {
        assertThat(refused("/api/deliveries?" + query).violations())
                .extracting(InvalidRequestException.Violation::field)
                .containsExactly(field);
    }

    @Test
    void are_found_by_an_index_when_there_are_many() {
        jdbc.sql(
                        """
                        insert into notice (id, consultation_id, kind, schedule_revision, audience, state, requested_at,
                            due_at, deadline, call_if_unreached)
                        select gen_random_uuid(), gen_random_uuid(), 'kind-' || n % 12, 1, 'patient', 'REACHED', at, at, at,
                            true
                        from (select n, timestamptz '2026-01-01' + n * interval '1 minute' as at
                              from generate_series(1, 30000) n) numbered""")
                .update();
        jdbc.sql(
                        """
                        insert into delivery (id, notice_id, consultation_id, audience, chain, position, channel, state,
                            due_at, deadline, error_code)
                        select gen_random_uuid(), id, consultation_id, audience, 0, 0,
                            case when random() < 0.5 then 'email' else 'sms' end,
                            case when random() < 0.01 then 'FAILED' else 'DELIVERED' end, due_at, deadline,
                            case when random() < 0.001 then 63024 end
                        from notice""")
                .update();
        jdbc.sql(
                        """
                        insert into attempt (id, delivery_id, number, state, provider, askable, sender, recipient_key, recipient_sealed,
                            claimed_at, started_at, lease_until, error_code)
                        select gen_random_uuid(), id, 1, 'ACCEPTED', channel, true, 'clinic', 'key', '', due_at, due_at, due_at,
                            error_code
                        from delivery""")
                .update();
        jdbc.sql("insert into delivery_event (delivery_id, happened_at, event) select id, due_at, 'sent' from delivery")
                .update();
        jdbc.sql("select brin_summarize_new_values('delivery_words')")
                .query(Integer.class)
                .single();
        jdbc.sql("analyze notice, delivery, attempt, delivery_event").update();

        List<String> queries = new ArrayList<>(List.of(
                "",
                "kind=kind-7",
                "kind=nobody-has-it",
                "consultation=" + ONE,
                "channel=sms",
                "channel=fax",
                "code=63024",
                "from=2026-02-01T00:00:00Z&to=2026-02-02T00:00:00Z",
                "cursor="
                        + read("/api/deliveries?to=2026-01-20T00:00:00Z")
                                .path("next")
                                .asText()));
        DeliveryLedger.states().forEach(state -> queries.add("state=" + state));
        assertThat(queries).allSatisfy(query -> assertThat(readLargely("/api/deliveries?" + query))
                .as(query)
                .isEmpty());
    }

    @Test
    void are_looked_for_as_suits_what_is_asked_however_often_it_is() {
        rows.delivery(ONE, "reminder-1h", "patient", "sms", "FAILED");
        // the driver keeps a statement after a few times, PostgreSQL a plan for all values after a few more
        Map<String, Object> plans = new TransactionTemplate(transactions).execute(status -> {
            for (int time = 0; time < 20; time++) {
                read("/api/deliveries?kind=reminder-1h");
            }
            return jdbc.sql(
                            """
                            select sum(custom_plans) as made, sum(generic_plans) as kept from pg_prepared_statements
                            where statement like '%from delivery d join notice%' and statement like '%d.kind = $%'""")
                    .query()
                    .singleRow();
        });

        assertThat((BigDecimal) plans.get("made")).isPositive();
        assertThat((BigDecimal) plans.get("kept")).isZero();
    }

    /** The tables of which a question reads more than a third. */
    private List<String> readLargely(String path) {
        return new TransactionTemplate(transactions).execute(status -> {
            read(path);
            return jdbc.sql(
                            """
                            select relname from pg_stat_xact_user_tables
                            where relname in ('notice', 'delivery', 'attempt', 'delivery_event')
                                and seq_tup_read + idx_tup_fetch > 10000""")
                    .query(String.class)
                    .list();
        });
    }

    private static List<UUID> ids(JsonNode page) {
        List<UUID> ids = new ArrayList<>();
        page.path("deliveries")
                .forEach(delivery -> ids.add(UUID.fromString(delivery.path("id").asText())));
        return ids;
    }
}
