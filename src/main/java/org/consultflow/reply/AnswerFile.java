package org.consultflow.reply;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a patient answered about visits: code words, which stay when the patient is erased. */
@Component
class AnswerFile implements PersonalData {

    private final JdbcClient jdbc;

    AnswerFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Held(UUID consultationId, Instant answeredAt, String answer, String via) {}

    @Override
    public String name() {
        return "answers";
    }

    @Override
    public List<Held> export(Subject subject) {
        if (!subject.role().equals("patient")) {
            return List.of();
        }
        return jdbc.sql(
                        """
                        select consultation_id, answered_at, answer, via from patient_answer
                        where consultation_id in (select cast(unnest(:ids) as uuid)) order by id""")
                .param(
                        "ids",
                        subject.consultations().stream().map(UUID::toString).toArray(String[]::new))
                .query((row, number) -> new Held(
                        row.getObject("consultation_id", UUID.class),
                        row.getTimestamp("answered_at").toInstant(),
                        row.getString("answer"),
                        row.getString("via")))
                .list();
    }

    @Override
    public void erase(Subject subject) {
        // nothing here says who answered, once nothing else does
    }
}
