package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.DeliveryStore.instant;
import static org.consultflow.delivery.DeliveryStore.utc;

/** The rows of attempts. */
@Repository
class AttemptStore {

    private static final String ATTEMPT =
            "id, delivery_id, number, state, provider, askable, recipient_sealed, claimed_at, looks,"
                    + " provider_id, provider_status";

    private final JdbcClient jdbc;

    AttemptStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Writes an attempt before its call.
     *
     * @return false if another attempt of this sender to this recipient is unresolved
     */
    boolean insert(AttemptRow attempt, String sender, String recipientKey, Instant startedAt, Instant leaseUntil) {
        return jdbc.sql(
                                """
                        insert into attempt (id, delivery_id, number, state, provider, askable, sender, recipient_key,
                            recipient_sealed, claimed_at, started_at, lease_until)
                        values (:id, :delivery, :number, 'SENDING', :provider, :askable, :sender, :recipientKey, :recipient, :claimed,
                            :started, :lease)
                        on conflict (sender, recipient_key) where state in ('SENDING', 'UNKNOWN') and askable do nothing""")
                        .param("id", attempt.id())
                        .param("delivery", attempt.deliveryId())
                        .param("number", attempt.number())
                        .param("provider", attempt.provider())
                        .param("askable", attempt.askable())
                        .param("sender", sender)
                        .param("recipientKey", recipientKey)
                        .param("recipient", attempt.recipientSealed())
                        .param("claimed", utc(attempt.claimedAt()))
                        .param("started", utc(startedAt))
                        .param("lease", utc(leaseUntil))
                        .update()
                == 1;
    }

    Optional<AttemptRow> find(UUID id) {
        return jdbc.sql("select " + ATTEMPT + " from attempt where id = :id")
                .param("id", id)
                .query(AttemptStore::attempt)
                .optional();
    }

    /** The attempt, if it is still to be looked up by now. */
    Optional<AttemptRow> findToLookUp(UUID id, Instant realNow) {
        return jdbc.sql("select " + ATTEMPT + " from attempt where id = :id and state = 'UNKNOWN' and look_at <= :now")
                .param("id", id)
                .param("now", utc(realNow))
                .query(AttemptStore::attempt)
                .optional();
    }

    /**
     * Resolves an attempt whose call is under way or unknown.
     *
     * @return false if it was resolved before
     */
    boolean resolve(UUID id, AttemptState state, Integer errorCode, String detail) {
        return jdbc.sql(
                                """
                        update attempt set state = :state, error_code = coalesce(:code, error_code), detail = :detail
                        where id = :id and state in ('SENDING', 'UNKNOWN')""")
                        .param("state", state.name())
                        .param("code", errorCode)
                        .param("detail", detail)
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * The provider has an attempt that it was thought not to know.
     *
     * @return false if the attempt was resolved in another way
     */
    boolean foundAfterAll(UUID id) {
        return jdbc.sql("update attempt set state = 'ACCEPTED', detail = null"
                                + " where id = :id and state in ('ABSENT', 'LOST')")
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * @param lookAt when the provider is to be asked; null if it can't be
     * @return false if its call had ended before
     */
    boolean makeUnknown(UUID id, Instant lookAt, Integer errorCode, String detail) {
        return jdbc.sql(
                                """
                        update attempt set state = 'UNKNOWN', look_at = :lookAt, error_code = :code, detail = :detail
                        where id = :id and state = 'SENDING'""")
                        .param("lookAt", utc(lookAt))
                        .param("code", errorCode)
                        .param("detail", detail)
                        .param("id", id)
                        .update()
                == 1;
    }

    void lookAgain(UUID id, int looks, Instant lookAt) {
        jdbc.sql("update attempt set looks = :looks, look_at = :lookAt where id = :id and state = 'UNKNOWN'")
                .param("looks", looks)
                .param("lookAt", utc(lookAt))
                .param("id", id)
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

    /** Binds the provider's id and writes its status. */
    void setProvider(UUID id, String providerId, ReceiptStatus status, Integer errorCode) {
        jdbc.sql(
                        """
                        update attempt set provider_id = coalesce(provider_id, :providerId), provider_status = :status,
                            error_code = coalesce(:code, error_code)
                        where id = :id""")
                .param("providerId", providerId)
                .param("status", status.word())
                .param("code", errorCode)
                .param("id", id)
                .update();
    }

    /** Which words the attempt is made of; written before its call, so that no attempt is without. */
    void writeTemplateVersion(UUID attempt, String version) {
        jdbc.sql("update attempt set template_version = :version where id = :id")
                .param("version", version)
                .param("id", attempt)
                .update();
    }

    /**
     * The provider took the attempt.
     *
     * @param segments as the provider counts them, or null
     * @param lookAt when to ask for the price, by real time; null: not at all
     */
    void accepted(UUID attempt, Integer segments, Instant lookAt) {
        jdbc.sql(
                        """
                        update attempt set segments = coalesce(:segments, segments),
                            price_look_at = coalesce(:lookAt, price_look_at)
                        where id = :id""")
                .param("segments", segments)
                .param("lookAt", utc(lookAt))
                .param("id", attempt)
                .update();
    }

    /** Whether an id of the attempt's provider belongs to another attempt already. */
    boolean boundElsewhere(String providerId, AttemptRow attempt) {
        return jdbc.sql("select exists (select 1 from attempt where provider = :provider and provider_id = :providerId"
                        + " and id <> :id)")
                .param("provider", attempt.provider())
                .param("providerId", providerId)
                .param("id", attempt.id())
                .query(Boolean.class)
                .single();
    }

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

    private static AttemptRow attempt(ResultSet row, int number) throws SQLException {
        String status = row.getString("provider_status");
        return new AttemptRow(
                row.getObject("id", UUID.class),
                row.getObject("delivery_id", UUID.class),
                row.getInt("number"),
                AttemptState.valueOf(row.getString("state")),
                row.getString("provider"),
                row.getBoolean("askable"),
                row.getBytes("recipient_sealed"),
                instant(row, "claimed_at"),
                row.getInt("looks"),
                row.getString("provider_id"),
                status == null ? null : ReceiptStatus.of(status).orElseThrow());
    }
}
