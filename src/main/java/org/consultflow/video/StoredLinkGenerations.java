package org.consultflow.video;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counted in a row that is there only once something was revoked. */
@Repository
class StoredLinkGenerations implements LinkGenerations {

    private final JdbcClient jdbc;

    StoredLinkGenerations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int of(UUID consultationId, Participant participant) {
        return jdbc.sql(
                        "select generation from join_link_generation where consultation_id = :id and participant = :participant")
                .param("id", consultationId)
                .param("participant", participant.word())
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    @Override
    public LinkGenerations about(Collection<UUID> consultationIds) {
        Map<Key, Integer> revoked = new HashMap<>();
        jdbc.sql("select consultation_id, participant, generation from join_link_generation"
                        + " where consultation_id = any(cast(:ids as uuid[]))")
                .param("ids", Rows.ids(consultationIds))
                .query(row -> {
                    revoked.put(
                            new Key(row.getObject("consultation_id", UUID.class), row.getString("participant")),
                            row.getInt("generation"));
                });
        return new Read(Set.copyOf(consultationIds), revoked);
    }

    private record Key(UUID consultationId, String participant) {}

    private record Read(Set<UUID> consultationIds, Map<Key, Integer> revoked) implements LinkGenerations {

        @Override
        public int of(UUID consultationId, Participant participant) {
            if (!consultationIds.contains(consultationId)) {
                throw new IllegalArgumentException("consultation " + consultationId + " was not asked about");
            }
            return revoked.getOrDefault(new Key(consultationId, participant.word()), 0);
        }
    }

    /** No link that was written before opens anything any more. */
    void revoke(UUID consultationId, Participant participant) {
        jdbc.sql(
                        """
                        insert into join_link_generation (consultation_id, participant, generation)
                        values (:id, :participant, 1) on conflict (consultation_id, participant)
                        do update set generation = join_link_generation.generation + 1""")
                .param("id", consultationId)
                .param("participant", participant.word())
                .update();
    }
}
