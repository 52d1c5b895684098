package org.consultflow.voice;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** When a person was rung for a visit by phone, and when they took the call. Numbers are not kept, so nothing is to erase. */
@Component
class PhoneFile implements PersonalData {

    private final JdbcClient jdbc;

    PhoneFile(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    record Held(UUID consultationId, Instant requestedAt, int tried, String state, Instant joinedAt, Instant endedAt) {}

    @Override
    public String name() {
        return "phoneCalls";
    }

    @Override
    public List<Held> export(Subject subject) {
        return jdbc.sql(
                        """
                        select c.consultation_id, c.requested_at, l.try, l.state, l.joined_at, l.ended_at
                        from voice_call c join voice_leg l on l.call_id = c.id and l.participant = :role
                        where c.consultation_id in (select cast(unnest(:ids) as uuid)) order by c.requested_at, l.try""")
                .param("role", subject.role())
                .param(
                        "ids",
                        subject.consultations().stream().map(UUID::toString).toArray(String[]::new))
                .query((row, number) -> new Held(
                        row.getObject("consultation_id", UUID.class),
                        row.getTimestamp("requested_at").toInstant(),
                        row.getInt("try"),
                        row.getString("state"),
                        instant(row.getTimestamp("joined_at")),
                        instant(row.getTimestamp("ended_at"))))
                .list();
    }

    private static Instant instant(java.sql.Timestamp moment) {
        return moment == null ? null : moment.toInstant();
    }

    @Override
    public void erase(Subject subject) {
        // a call is times and states; who was rung is not in it
    }
}
