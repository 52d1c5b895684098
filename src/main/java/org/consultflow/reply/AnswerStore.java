package org.consultflow.reply;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What patients answered about a visit. */
@Repository
class AnswerStore {

    private final JdbcClient jdbc;

    AnswerStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(UUID consultation, int revision, String answer, String via, Instant at) {
        jdbc.sql(
                        """
                        insert into patient_answer (consultation_id, schedule_revision, answer, via, answered_at)
                        values (:consultation, :revision, :answer, :via, :at)""")
                .param("consultation", consultation)
                .param("revision", revision)
                .param("answer", answer)
                .param("via", via)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** When the last answer about this schedule came. */
    Optional<Instant> last(UUID consultation, int revision) {
        return jdbc.sql(
                        """
                        select answered_at from patient_answer
                        where consultation_id = :consultation and schedule_revision = :revision
                        order by answered_at desc limit 1""")
                .param("consultation", consultation)
                .param("revision", revision)
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant);
    }
}
