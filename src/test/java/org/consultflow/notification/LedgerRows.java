package org.consultflow.notification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows of the ledger, as a test says they are. */
final class LedgerRows {

    static final Instant START = Instant.parse("2026-12-01T00:00:00Z");

    private final JdbcClient jdbc;
    private int minutes;

    LedgerRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A delivery, one minute younger than the one before. */
    UUID delivery(UUID consultation, String kind, String audience, String channel, String state) {
        return deliveryAt(START.plus(Duration.ofMinutes(minutes++)), consultation, kind, audience, channel, state);
    }

    UUID deliveryAt(Instant at, UUID consultation, String kind, String audience, String channel, String state) {
        UUID notice = UUID.randomUUID();
        UUID delivery = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into notice (id, consultation_id, kind, schedule_revision, audience, state, requested_at, due_at,
                            deadline, call_if_unreached)
                        values (:id, :consultation, :kind, 1, :audience, 'OPEN', :at, :at, :at, true)""")
                .param("id", notice)
                .param("consultation", consultation)
                .param("kind", kind)
                .param("audience", audience)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql(
                        """
                        insert into delivery (id, notice_id, consultation_id, audience, chain, position, channel, state, due_at,
                            deadline)
                        values (:id, :notice, :consultation, :audience, 0, 0, :channel, :state, :at, :at)""")
                .param("id", delivery)
                .param("notice", notice)
                .param("consultation", consultation)
                .param("audience", audience)
                .param("channel", channel)
                .param("state", state)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return delivery;
    }

    /** A try that a provider took. */
    void attempt(UUID delivery, int number, Integer code, Integer segments, String price, String currency) {
        jdbc.sql(
                        """
                        insert into attempt (id, delivery_id, number, state, provider, askable, sender, recipient_key, recipient_sealed,
                            claimed_at, started_at, lease_until, provider_id, error_code, segments, price, price_unit,
                            template_version)
                        select gen_random_uuid(), d.id, :number, 'ACCEPTED', d.channel, true, 'clinic', 'key', '', due_at, due_at, due_at,
                            'SM' || gen_random_uuid(), :code, :segments, :price::numeric, :currency, 'a1b2c3d4e5f6'
                        from delivery d where d.id = :delivery""")
                .param("delivery", delivery)
                .param("number", number)
                .param("code", code)
                .param("segments", segments)
                .param("price", price)
                .param("currency", currency)
                .update();
        event(delivery, number, code == null ? "delivered" : "undelivered", code);
    }

    void event(UUID delivery, Integer attempt, String event, Integer code) {
        jdbc.sql(
                        """
                        insert into delivery_event (delivery_id, happened_at, attempt, event, error_code)
                        select :delivery, due_at, :attempt, :event, :code from delivery where id = :delivery""")
                .param("delivery", delivery)
                .param("attempt", attempt)
                .param("event", event)
                .param("code", code)
                .update();
    }
}
