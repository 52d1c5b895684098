package org.consultflow.video;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A person's visits by video: what was written in the chat, and when who came and went. */
@Component
class CallFile implements PersonalData {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final VisitErasure erasure;

    CallFile(JdbcClient jdbc, Vault vault, VisitErasure erasure) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.erasure = erasure;
    }

    /**
     * Something that happened.
     *
     * @param what {@code wrote}, {@code arrived}, or what the provider of rooms told
     * @param text what was written; else null
     */
    record Held(UUID consultationId, Instant at, String participant, String what, String text) {

        @Override
        public String toString() {
            return "Held[" + consultationId + ", " + at + "]";
        }
    }

    @Override
    public String name() {
        return "calls";
    }

    @Override
    public List<Held> export(Subject subject) {
        return jdbc.sql(
                        """
                        with visit as (select cast(unnest(:ids) as uuid) as id)
                        select consultation_id, written_at as at, participant, 'wrote' as what, text_sealed
                        from chat_line where consultation_id in (select id from visit)
                        union all
                        select consultation_id, arrived_at, participant, 'arrived', null
                        from visitor where consultation_id in (select id from visit) and participant = :role
                        union all
                        select consultation_id, happened_at, participant, event, null
                        from attendance where consultation_id in (select id from visit) and participant = :role
                        order by at""")
                .param(
                        "ids",
                        subject.consultations().stream().map(UUID::toString).toArray(String[]::new))
                .param("role", subject.role())
                .query((row, number) -> new Held(
                        row.getObject("consultation_id", UUID.class),
                        row.getTimestamp("at").toInstant(),
                        row.getString("participant"),
                        row.getString("what"),
                        vault.open(row.getBytes("text_sealed"))))
                .list();
    }

    /** Of a chat, all of it goes: what was written to a patient is about the patient. */
    @Override
    public void erase(Subject subject) {
        subject.consultations().forEach(erasure::eraseOf);
    }
}
