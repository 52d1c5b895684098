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
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.consultflow.bulk.Rows;
import org.consultflow.time.RealTime;
import org.consultflow.video.RecordingConsent.Recorder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The questions whether a call may be recorded, as they are kept. Whoever changes one has locked the consultation. */
@Repository
class RecordingConsents {

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Clock realTime;

    RecordingConsents(JdbcClient jdbc, Clock clock, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** Every question of a consultation, oldest first. */
    List<RecordingConsent> of(UUID consultationId) {
        return of(List.of(consultationId));
    }

    /** The same of many. */
    List<RecordingConsent> of(Collection<UUID> consultations) {
        return jdbc.sql(
                        """
                        select * from recording_consent where consultation_id = any(cast(:ids as uuid[]))
                        order by asked_at, id""")
                .param("ids", Rows.ids(consultations))
                .query(RecordingConsents::read)
                .list();
    }

    Optional<RecordingConsent> newest(UUID consultationId) {
        return Optional.ofNullable(newest(List.of(consultationId)).get(consultationId));
    }

    /** The newest question of each visit; nothing for one in which nobody has asked. */
    Map<UUID, RecordingConsent> newest(Collection<UUID> consultations) {
        return consultations.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(
                                """
                                select distinct on (consultation_id) * from recording_consent
                                where consultation_id in (:ids) order by consultation_id, asked_at desc, id""")
                        .param("ids", consultations)
                        .query(RecordingConsents::read)
                        .list()
                        .stream()
                        .collect(Collectors.toMap(RecordingConsent::consultationId, Function.identity()));
    }

    /** The visit whose call was recorded in a room; of one that was replaced too. */
    Optional<UUID> visitOf(String roomKey) {
        return jdbc.sql("select consultation_id from recording_consent where room_key = :key limit 1")
                .param("key", roomKey)
                .query(UUID.class)
                .optional();
    }

    UUID ask(UUID consultationId) {
        UUID id = UUID.randomUUID();
        jdbc.sql("insert into recording_consent (id, consultation_id, asked_at) values (:id, :consultation, :now)")
                .param("id", id)
                .param("consultation", consultationId)
                .param("now", at(clock))
                .update();
        return id;
    }

    void answer(RecordingConsent asked, String answer) {
        change("answer = :answer, answered_at = :now", asked)
                .param("answer", answer)
                .param("now", at(clock))
                .update();
    }

    /** @param who {@code patient}, {@code provider} or {@code service} */
    void stop(RecordingConsent running, String who) {
        change("stopped_at = :now, stopped_by = :who", running)
                .param("who", who)
                .param("now", at(clock))
                .update();
    }

    /** From now on it is in the hands of whoever asks: nobody else tells the provider of rooms for a while. */
    void take(RecordingConsent pending, Recorder turning, String roomKey, Duration lease) {
        change("recorder = :recorder, room_key = :room, busy_until = :until", pending)
                .param("recorder", turning.word())
                .param("room", roomKey)
                .param("until", at(realTime).plus(lease))
                .update();
    }

    /** What the provider of rooms has taken. */
    void set(RecordingConsent consent, Recorder recorder) {
        change("recorder = :recorder, busy_until = null", consent)
                .param("recorder", recorder.word())
                .update();
    }

    void later(RecordingConsent pending, Duration pause) {
        change("busy_until = :until", pending)
                .param("until", at(realTime).plus(pause))
                .update();
    }

    /** Whether nobody is telling the provider of rooms just now. */
    boolean isFree(RecordingConsent consent) {
        return jdbc.sql("select coalesce(busy_until <= :now, true) from recording_consent where id = :id")
                .param("id", consent.id())
                .param("now", at(realTime))
                .query(Boolean.class)
                .single();
    }

    /** Visits of which the provider of rooms has still to be told something, or whose room has ended. */
    List<UUID> unsettled() {
        return jdbc.sql(
                        """
                        select c.consultation_id from recording_consent c
                        left join video_room r on r.consultation_id = c.consultation_id
                        where (c.recorder <> 'off' or (c.answer = 'yes' and c.stopped_at is null))
                        and coalesce(c.busy_until <= :now, true)
                        and (not (c.recorder = 'on' and c.stopped_at is null)
                            or r.status is distinct from 'in-progress' or r.sid_key is distinct from c.room_key)
                        order by c.asked_at limit :most""")
                .param("now", at(realTime))
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
    }

    private JdbcClient.StatementSpec change(String what, RecordingConsent which) {
        return jdbc.sql("update recording_consent set " + what + " where id = :id")
                .param("id", which.id());
    }

    private static OffsetDateTime at(Clock clock) {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static RecordingConsent read(ResultSet row, int number) throws SQLException {
        return new RecordingConsent(
                row.getObject("id", UUID.class),
                row.getObject("consultation_id", UUID.class),
                row.getTimestamp("asked_at").toInstant(),
                row.getString("answer"),
                instant(row.getTimestamp("answered_at")),
                instant(row.getTimestamp("stopped_at")),
                row.getString("stopped_by"),
                row.getString("room_key"),
                Recorder.of(row.getString("recorder")));
    }
}
