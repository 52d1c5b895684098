package org.consultflow.video;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.consultflow.video.RecordingEvents.News;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is known of the recordings at the provider of rooms; their SIDs sealed. */
@Repository
class Recordings {

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final Clock realTime;

    Recordings(JdbcClient jdbc, Vault vault, Clock clock, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** Notes what was told. The start may be told after the end: what is known of it stays. */
    Recording note(UUID consultationId, Participant participant, News news, Instant at) {
        return jdbc.sql(
                        """
                        insert into recording
                            (id, consultation_id, sid_key, sid_sealed, participant, kind, status, seconds, bytes, started_at)
                        values (:id, :consultation, :key, :sid, :participant, :kind, :status, :seconds, :bytes, :at)
                        on conflict (sid_key) do update set
                            participant = coalesce(recording.participant, excluded.participant),
                            kind = coalesce(recording.kind, excluded.kind),
                            status = case when recording.status = 'processing' then excluded.status
                                else recording.status end,
                            seconds = coalesce(excluded.seconds, recording.seconds),
                            bytes = coalesce(excluded.bytes, recording.bytes),
                            started_at = least(recording.started_at, excluded.started_at)
                        returning *""")
                .param("id", UUID.randomUUID())
                .param("consultation", consultationId)
                .param("key", vault.lookupKey("recording-sid", news.recordingSid()))
                .param("sid", vault.seal(news.recordingSid()))
                .param("participant", participant == null ? null : participant.word())
                .param("kind", news.kind())
                .param("status", news.state().name().toLowerCase(Locale.ROOT))
                .param("seconds", news.seconds())
                .param("bytes", news.bytes())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .query(this::open)
                .single();
    }

    /** The recordings of a consultation, oldest first; those that were deleted too. */
    List<Recording> of(UUID consultationId) {
        return of(List.of(consultationId));
    }

    /** The same of many. */
    List<Recording> of(Collection<UUID> consultations) {
        return jdbc.sql(
                        """
                        select * from recording where consultation_id = any(cast(:ids as uuid[]))
                        order by started_at, id""")
                .param("ids", Rows.ids(consultations))
                .query(this::open)
                .list();
    }

    Optional<Recording> find(UUID consultationId, UUID id) {
        return of(consultationId).stream()
                .filter(recording -> recording.id().equals(id))
                .findFirst();
    }

    /** @return whether nobody had asked for it before */
    boolean askForDeletion(Recording recording, String who) {
        return jdbc.sql(
                                """
                                update recording set deletion_asked_at = :now, deletion_asked_by = :who, deletion_due_at = :due
                                where id = :id and deletion_asked_at is null""")
                        .param("id", recording.id())
                        .param("who", who)
                        .param("now", at(clock))
                        .param("due", at(realTime))
                        .update()
                == 1;
    }

    /** Those that are to be deleted and were not, as far as it is time to ask again. */
    List<Recording> toDelete() {
        return jdbc.sql(
                        """
                        select * from recording where deletion_asked_at is not null and deleted_at is null
                        and deletion_due_at <= :now order by deletion_due_at limit :most""")
                .param("now", at(realTime))
                .param("most", AT_ONCE)
                .query(this::open)
                .list();
    }

    /** Those that have been kept for as long as they may be. */
    List<Recording> keptFor(Duration longest) {
        return jdbc.sql(
                        """
                        select * from recording where deletion_asked_at is null and started_at < :before
                        order by started_at limit :most""")
                .param("before", at(clock).minus(longest))
                .param("most", AT_ONCE)
                .query(this::open)
                .list();
    }

    void askAgain(Recording recording, Duration pause) {
        jdbc.sql("update recording set deletion_due_at = :due where id = :id")
                .param("id", recording.id())
                .param("due", at(realTime).plus(pause))
                .update();
    }

    /** @return whether it had not been deleted before */
    boolean deleted(Recording recording) {
        return jdbc.sql("update recording set deleted_at = :now where id = :id and deleted_at is null")
                        .param("id", recording.id())
                        .param("now", at(clock))
                        .update()
                == 1;
    }

    private static OffsetDateTime at(Clock clock) {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private Recording open(ResultSet row, int number) throws SQLException {
        return new Recording(
                row.getObject("id", UUID.class),
                row.getObject("consultation_id", UUID.class),
                vault.open(row.getBytes("sid_sealed")),
                row.getString("participant"),
                row.getString("kind"),
                row.getString("status"),
                row.getObject("seconds", Integer.class),
                row.getObject("bytes", Long.class),
                row.getTimestamp("started_at").toInstant(),
                instant(row.getTimestamp("deletion_asked_at")),
                row.getString("deletion_asked_by"),
                instant(row.getTimestamp("deleted_at")));
    }
}
