package org.consultflow.video;

import java.util.UUID;

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
