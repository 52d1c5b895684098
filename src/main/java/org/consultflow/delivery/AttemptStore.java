package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.bulk.Rows;
import org.consultflow.delivery.Attempt.Standing;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.instant;
import static org.consultflow.delivery.NoticeStore.utc;

/** The rows of attempts. */
@Repository
class AttemptStore {

    private static final String ATTEMPT =
            "id, delivery_id, number, state, provider, askable, recipient_sealed, claimed_at, looks,"
                    + " provider_id, provider_status, error_code, detail";

    private static final Rows<Begun> BEGUN = Rows.of("v", Begun.class);
    private static final Rows<Attempt.Row> CHANGED = Rows.of("v", Attempt.Row.class);
    private static final Rows<Binding> BINDINGS = Rows.of("v", Binding.class);

    private final JdbcClient jdbc;

    AttemptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes attempts before their calls.
     *
     * @return those that were written; not among them is who would be a second unresolved attempt of a sender to a recipient
     */
    Set<UUID> insert(Collection<Begun> attempts) {
        return Set.copyOf(jdbc.sql(
                        """
                        insert into attempt (id, delivery_id, number, state, provider, askable, sender, recipient_key,
                            recipient_sealed, claimed_at, started_at, lease_until, template_version)
                        select id, delivery_id, number, 'SENDING', provider, askable, sender, recipient_key,
                            recipient_sealed, claimed_at, started_at, lease_until, template_version
                        from %s
                        on conflict (sender, recipient_key) where state in ('SENDING', 'UNKNOWN') and askable do nothing
                        returning id"""
                                .formatted(BEGUN.from()))
                .params(BEGUN.values(attempts))
                .query(UUID.class)
                .list());
    }

    /** An attempt that begins; its components are named as the columns. */
    record Begun(
            UUID id,
            UUID deliveryId,
            int number,
            String provider,
            boolean askable,
            String sender,
            String recipientKey,
            byte[] recipientSealed,
            Instant claimedAt,
            Instant startedAt,
            Instant leaseUntil,
            String templateVersion) {

        /** @param startedAt by the adjustable clock; all else by real time */
        static Begun of(
                Attempt attempt,
                String sender,
                String recipientKey,
                Instant startedAt,
                Instant leaseUntil,
                String words) {
            return new Begun(
                    attempt.id(),
                    attempt.deliveryId(),
                    attempt.number(),
                    attempt.provider(),
                    attempt.askable(),
                    sender,
                    recipientKey,
                    attempt.recipientSealed(),
                    attempt.claimedAt(),
                    startedAt,
                    leaseUntil,
                    words);
        }
    }

    Optional<Attempt> find(UUID id) {
        return Optional.ofNullable(find(List.of(id)).get(id));
    }

    /** Those of these that there are. */
    Map<UUID, Attempt> find(Collection<UUID> ids) {
        Map<UUID, Attempt> found = new HashMap<>();
        jdbc.sql("select " + ATTEMPT + " from attempt where id = any(cast(:ids as uuid[]))")
                .param("ids", Rows.ids(ids))
                .query(AttemptStore::attempt)
                .list()
                .forEach(attempt -> found.put(attempt.id(), attempt));
        return found;
    }

    /** The attempt, if it is still to be looked up by now. */
    Optional<Attempt> findToLookUp(UUID id, Instant realNow) {
        return jdbc.sql("select " + ATTEMPT + " from attempt where id = :id and state = 'UNKNOWN' and look_at <= :now")
                .param("id", id)
                .param("now", utc(realNow))
                .query(AttemptStore::attempt)
                .optional();
    }

    /** Writes what was changed. */
    void save(Collection<Attempt> attempts) {
        List<Attempt.Row> changed =
                attempts.stream().filter(Attempt::isChanged).map(Attempt::row).toList();
        if (changed.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        update attempt a set state = v.state, looks = v.looks, provider_id = v.provider_id,
                            provider_status = v.provider_status, error_code = v.error_code, detail = v.detail,
                            segments = coalesce(v.segments, a.segments), look_at = coalesce(v.look_at, a.look_at),
                            price_look_at = coalesce(v.price_look_at, a.price_look_at),
                            taken_at = coalesce(v.taken_at, a.taken_at), taken_as = coalesce(v.taken_as, a.taken_as)
                        from %s
                        where a.id = v.id and a.id = any(cast(:ids as uuid[]))"""
                                .formatted(CHANGED.from()))
                .params(CHANGED.values(changed))
                .param("ids", Rows.ids(changed.stream().map(Attempt.Row::id).toList()))
                .update();
    }

    /** The provider could not be asked: again after a pause that doubles each time. */
    void lookLater(UUID id, Instant realNow, Duration pause, Duration longest) {
        jdbc.sql(
                        """
                        update attempt set unanswered = least(unanswered + 1, 16),
                            look_at = :now + least(make_interval(secs => :pause * power(2, unanswered)),
                                make_interval(secs => :longest))
                        where id = :id and state = 'UNKNOWN'""")
                .param("now", utc(realNow))
                .param("pause", pause.toMillis() / 1e3)
                .param("longest", longest.toMillis() / 1e3)
                .param("id", id)
                .update();
    }

    /** Other words than those of which its row speaks. */
    void writeTemplateVersion(UUID attempt, String version) {
        jdbc.sql("update attempt set template_version = :version where id = :id")
                .param("version", version)
                .param("id", attempt)
                .update();
    }

    /** Those whose provider's id belongs to another attempt already. */
    Set<UUID> boundElsewhere(Collection<Binding> bindings) {
        if (bindings.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql(
                        """
                        select v.id from %s
                        cross join lateral (select from attempt a where a.provider = v.provider
                            and a.provider_id = v.provider_id and a.id <> v.id limit 1) elsewhere"""
                                .formatted(BINDINGS.from()))
                .params(BINDINGS.values(bindings))
                .query(UUID.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    /** What would be bound: an attempt to a provider's id. */
    record Binding(UUID id, String provider, String providerId) {}

    List<UUID> expiredLeases(Instant realNow) {
        return jdbc.sql("select id from attempt where state = 'SENDING' and lease_until < :now limit 100")
                .param("now", utc(realNow))
                .query(UUID.class)
                .list();
    }

    List<UUID> toLookUp(Instant realNow) {
        return jdbc.sql("select id from attempt where state = 'UNKNOWN' and look_at <= :now order by look_at limit 20")
                .param("now", utc(realNow))
                .query(UUID.class)
                .list();
    }

    private static Attempt attempt(ResultSet row, int number) throws SQLException {
        String status = row.getString("provider_status");
        return new Attempt(
                row.getObject("id", UUID.class),
                row.getObject("delivery_id", UUID.class),
                row.getInt("number"),
                row.getString("provider"),
                row.getBoolean("askable"),
                row.getBytes("recipient_sealed"),
                instant(row, "claimed_at"),
                new Standing(
                        AttemptState.valueOf(row.getString("state")),
                        row.getInt("looks"),
                        row.getString("provider_id"),
                        status == null ? null : ReceiptStatus.of(status).orElseThrow(),
                        row.getObject("error_code", Integer.class),
                        row.getString("detail")));
    }
}
