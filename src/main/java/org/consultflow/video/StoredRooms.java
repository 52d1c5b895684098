package org.consultflow.video;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The rooms as they are kept: one a consultation, name and SID sealed. Each change names the room it means, so that one that
 * was decided on an older state does nothing.
 */
@Repository
class StoredRooms {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NAME_BYTES = 16;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;

    StoredRooms(JdbcClient jdbc, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
    }

    Optional<StoredRoom> find(UUID consultationId) {
        return jdbc.sql("select * from video_room where consultation_id = :id")
                .param("id", consultationId)
                .query(this::open)
                .optional();
    }

    /** What is known of the room itself: that it was asked for, and that we ended it. Opens nothing that is sealed. */
    List<ConsultationEvent> milestones(UUID consultationId) {
        return jdbc.sql(
                        """
                        select created_at as at, case when sid_key is null then 'room-reserved' else 'room-made' end as what
                        from video_room where consultation_id = :id
                        union all
                        select completed_at, 'room-completed'
                        from video_room where consultation_id = :id and completed_at is not null
                        order by at""")
                .param("id", consultationId)
                .query((row, number) ->
                        new ConsultationEvent(row.getTimestamp("at").toInstant(), row.getString("what"), null, null))
                .list();
    }

    Optional<StoredRoom> findBySid(String sid) {
        return jdbc.sql("select * from video_room where sid_key = :key")
                .param("key", sidKey(sid))
                .query(this::open)
                .optional();
    }

    /** The consultation's room; a new name is reserved if there is none. */
    StoredRoom findOrReserve(UUID consultationId) {
        Optional<StoredRoom> known = find(consultationId);
        if (known.isPresent()) {
            return known.get();
        }
        String name = newName();
        jdbc.sql(
                        """
                        insert into video_room (consultation_id, name_sealed, name_key, status, created_at)
                        values (:id, :name, :nameKey, :status, :now) on conflict (consultation_id) do nothing""")
                .param("id", consultationId)
                .param("name", vault.seal(name))
                .param("nameKey", nameKey(name))
                .param("status", RoomStatus.RESERVED.word())
                .param("now", now())
                .update();
        return find(consultationId).orElseThrow();
    }

    /** Reserves another name in the place of a room that is over; nothing happens if somebody else has done so. */
    void replace(StoredRoom over) {
        String name = newName();
        jdbc.sql(
                        """
                        update video_room set name_sealed = :name, name_key = :nameKey, sid_sealed = null,
                        sid_key = null, status = :status, created_at = :now, completed_at = null
                        where consultation_id = :id and name_key = :overKey and status in ('completed', 'ended')""")
                .param("id", over.consultationId())
                .param("name", vault.seal(name))
                .param("nameKey", nameKey(name))
                .param("status", RoomStatus.RESERVED.word())
                .param("now", now())
                .param("overKey", nameKey(over.name()))
                .update();
    }

    /**
     * The provider has made the room.
     *
     * @return whether this still is the consultation's room, and not over
     */
    boolean made(StoredRoom room, String sid) {
        return jdbc.sql(
                                """
                                update video_room set sid_sealed = :sid, sid_key = :sidKey, status = :status
                                where consultation_id = :id and name_key = :nameKey
                                and status in ('reserved', 'in-progress')""")
                        .param("id", room.consultationId())
                        .param("nameKey", nameKey(room.name()))
                        .param("sid", vault.seal(sid))
                        .param("sidKey", sidKey(sid))
                        .param("status", RoomStatus.IN_PROGRESS.word())
                        .update()
                == 1;
    }

    /**
     * We ended the room, or found it ended.
     *
     * @return whether it was not over before, and nobody has learnt of its SID since it was read
     */
    boolean completed(StoredRoom room) {
        return jdbc.sql(
                                """
                                update video_room set status = :status, completed_at = :now
                                where consultation_id = :id and name_key = :nameKey
                                and sid_key is not distinct from cast(:sidKey as text)
                                and status in ('reserved', 'in-progress')""")
                        .param("id", room.consultationId())
                        .param("nameKey", nameKey(room.name()))
                        .param("sidKey", room.sid() == null ? null : sidKey(room.sid()))
                        .param("status", RoomStatus.COMPLETED.word())
                        .param("now", now())
                        .update()
                == 1;
    }

    /** The provider said by itself that the room ended. */
    void ended(StoredRoom room) {
        jdbc.sql(
                        """
                        update video_room set status = :status, completed_at = coalesce(completed_at, :now)
                        where consultation_id = :id and name_key = :nameKey""")
                .param("id", room.consultationId())
                .param("nameKey", nameKey(room.name()))
                .param("status", RoomStatus.ENDED.word())
                .param("now", now())
                .update();
    }

    /** What a room is known by without its SID. */
    String keyOf(String sid) {
        return sidKey(sid);
    }

    private StoredRoom open(ResultSet row, int number) throws SQLException {
        return new StoredRoom(
                row.getObject("consultation_id", UUID.class),
                vault.open(row.getBytes("name_sealed")),
                vault.open(row.getBytes("sid_sealed")),
                RoomStatus.of(row.getString("status")));
    }

    /** A name nobody can guess. */
    static String newName() {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        return "room-" + HexFormat.of().formatHex(bytes);
    }

    private String nameKey(String name) {
        return vault.lookupKey("room-name", name);
    }

    private String sidKey(String sid) {
        return vault.lookupKey("room-sid", sid);
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
