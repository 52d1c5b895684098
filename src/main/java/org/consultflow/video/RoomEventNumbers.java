package org.consultflow.video;

import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Which events of each room were told. Their numbers start at 0 and leave no gap, unless one was lost. That it was created,
 * number 0, may be told before we know of the room: it is not asked for.
 */
@Repository
class RoomEventNumbers {

    private final JdbcClient jdbc;
    private final Vault vault;

    RoomEventNumbers(JdbcClient jdbc, Vault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    void told(StoredRoom room, int number, boolean endsRoom) {
        jdbc.sql(
                        """
                        insert into room_event (sid_key, number, consultation_id, ends_room)
                        values (:sid, :number, :id, :ends) on conflict do nothing""")
                .param("sid", key(room.sid()))
                .param("number", number)
                .param("id", room.consultationId())
                .param("ends", endsRoom)
                .update();
    }

    /** Whether all was told of every room that the consultation had, up to its end; of this one at least something. */
    boolean allTold(UUID consultationId, StoredRoom room) {
        return jdbc.sql(
                        """
                        select coalesce(bool_and(last_number is not null and told = last_number)
                            and bool_or(sid_key = :sid), false)
                        from (select e.sid_key, l.last_number,
                                count(*) filter (where e.number between 1 and l.last_number) as told
                            from room_event e
                            left join lateral (select max(number) as last_number from room_event
                                where sid_key = e.sid_key and ends_room) l on true
                            where e.consultation_id = :id
                            group by e.sid_key, l.last_number) rooms""")
                .param("id", consultationId)
                .param("sid", key(room.sid()))
                .query(Boolean.class)
                .single();
    }

    private String key(String sid) {
        return vault.lookupKey("room-sid", sid);
    }
}
