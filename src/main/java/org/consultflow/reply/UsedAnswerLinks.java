package org.consultflow.reply;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The links that were used, each with what was answered by it. */
@Repository
class UsedAnswerLinks {

    private final JdbcClient jdbc;

    UsedAnswerLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Answer> answeredBy(AnswerTicket link) {
        return jdbc.sql(
                        """
                        select answer from used_answer_link
                        where consultation_id = :consultation and schedule_revision = :revision and kind = :kind""")
                .param("consultation", link.consultationId())
                .param("revision", link.revision())
                .param("kind", link.kind())
                .query(String.class)
                .optional()
                .flatMap(Answer::of);
    }

    /** @throws org.springframework.dao.DuplicateKeyException if the link was used meanwhile */
    void use(AnswerTicket link, Answer answer, Instant at) {
        jdbc.sql(
                        """
                        insert into used_answer_link (consultation_id, schedule_revision, kind, answer, used_at)
                        values (:consultation, :revision, :kind, :answer, :at)""")
                .param("consultation", link.consultationId())
                .param("revision", link.revision())
                .param("kind", link.kind())
                .param("answer", answer.word())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
