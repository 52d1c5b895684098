package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.consultflow.delivery.Correspondence.Dossier;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Holds deliveries while a pause is in force, and releases them when somebody ends it.
 *
 * <p>A pause that names a channel holds it only as long as the rest of the chain, or a person, has the time it needs; then
 * the next goes. Any other pause speaks of the message itself: it holds every channel, until the message is of no use.
 */
@Component
class Holds {

    /** The whole message before one channel of it, then the one that ends last. */
    private static final Comparator<Pause> STRONGEST = Comparator.comparing(
                    Pause::isOfOneChannel, Comparator.reverseOrder())
            .thenComparing(Pause::until);

    private static final int AT_ONCE = 500;

    private final NoticeStore notices;
    private final Settlement settlement;
    private final Hint hint;
    private static final Rows<Held> HELD = Rows.of("v", Held.class);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Holds(
            NoticeStore notices,
            Settlement settlement,
            Hint hint,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock) {
        this.notices = notices;
        this.settlement = settlement;
        this.hint = hint;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Holds a delivery if a pause concerns it, or gives up its channel where that has been held long enough.
     *
     * @return false if it may leave
     */
    boolean hold(ClaimBatch batch, Delivery row) {
        Optional<Pause> strongest = batch.pauses().stream()
                .filter(pause -> concerns(pause, row, batch.dossier()))
                .max(STRONGEST);
        strongest.ifPresent(pause -> hold(batch, row, pause));
        return strongest.isPresent();
    }

    private static boolean concerns(Pause pause, Delivery row, Dossier dossier) {
        NoticeKey notice = row.notice().key();
        return (pause.kind() == null || pause.kind().equals(notice.kind()))
                && (pause.channel() == null || pause.channel().equals(row.channel()))
                && (pause.providerId() == null || Objects.equals(pause.providerId(), dossier.provider(notice)));
    }

    private void hold(ClaimBatch batch, Delivery row, Pause pause) {
        Instant now = clock.instant();
        Instant latest = pause.isOfOneChannel() ? settlement.latestWhilePaused(row) : row.deadline();
        if (!now.isBefore(latest)) {
            settlement.suppressed(row, ThisChannel.PAUSED);
            return;
        }
        Instant next = Collections.min(List.of(pause.until(), latest));
        row.putOff(next, "held", "until " + pause.until() + ": " + pause.reason(), now);
        batch.paused().add(new Held(row.id(), pause.id()));
    }

    /** A row of {@code held_delivery}; its components are named as the columns. */
    record Held(UUID deliveryId, UUID pauseId) {}

    /** Writes by which pause each is held, in the transaction that puts it off. */
    void write(Collection<Held> held) {
        if (held.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into held_delivery (delivery_id, pause_id)
                        select delivery_id, pause_id from %s
                        on conflict (delivery_id) do update set pause_id = excluded.pause_id"""
                                .formatted(HELD.from()))
                .params(HELD.values(held))
                .update();
    }

    /** The pauses that somebody ended and that still hold something. */
    List<UUID> over() {
        return jdbc.sql("select id from pause p where ended_at is not null"
                        + " and exists (select 1 from held_delivery where pause_id = p.id)")
                .query(UUID.class)
                .list();
    }

    /** What this pause held is due now, as if nothing had been. */
    void release(UUID pause) {
        while (Boolean.TRUE.equals(transaction.execute(begun -> releaseSome(pause)))) {
            // the locks of one round are given back before the next is taken
        }
        hint.give();
    }

    private boolean releaseSome(UUID pause) {
        List<UUID> held = jdbc.sql("select delivery_id from held_delivery where pause_id = :pause"
                        + " order by delivery_id limit " + AT_ONCE)
                .param("pause", pause)
                .query(UUID.class)
                .list();
        List<Notice> locked = notices.lockOf(held);
        Instant now = clock.instant();
        locked.stream()
                .flatMap(notice -> notice.deliveries().stream())
                .filter(row -> held.contains(row.id()))
                .filter(row ->
                        row.state() == DeliveryState.PENDING && row.dueAt().isAfter(now))
                .forEach(row -> row.putOff(now, "released", null, now));
        notices.save(locked);
        jdbc.sql("delete from held_delivery where delivery_id = any(cast(:ids as uuid[])) and pause_id = :pause")
                .param("ids", Rows.ids(held))
                .param("pause", pause)
                .update();
        return held.size() == AT_ONCE;
    }
}
