package org.consultflow.video;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who has come to the doors, as it is kept: the same for every node, and after a restart. */
@Repository
class Visitors {

    private static final String ONE =
            " where consultation_id = :id and schedule_revision = :revision and participant = :participant";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Clock realTime;

    Visitors(JdbcClient jdbc, Clock clock, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.realTime = realTime;
    }

    /** Everybody who has come to these visits, by whatever revision of the schedule. */
    List<Visitor> of(Collection<UUID> consultations) {
        return consultations.isEmpty()
                ? List.of()
                : jdbc.sql("select * from visitor where consultation_id in (:ids)")
                        .param("ids", consultations)
                        .query(Visitors::read)
                        .list();
    }

    /** They have come, or come back: who was let in may go in again, and who left has not waited meanwhile. */
    void arrived(JoinTicket ticket) {
        jdbc.sql(
                        """
                        insert into visitor (consultation_id, schedule_revision, participant, admission, arrived_at, seen_at)
                        values (:id, :revision, :participant, :admission, :now, :seen)
                        on conflict (consultation_id, schedule_revision, participant) do update
                        set arrived_at = case when visitor.left_at is null then visitor.arrived_at
                            else excluded.arrived_at end, left_at = null, seen_at = excluded.seen_at""")
                .param("id", ticket.consultationId())
                .param("revision", ticket.revision())
                .param("participant", ticket.participant().word())
                .param(
                        "admission",
                        (ticket.participant() == Participant.PROVIDER ? Admission.ADMITTED : Admission.WAITING).word())
                .param("now", at(clock))
                .param("seen", at(realTime))
                .update();
    }

    /** Their pages are open. */
    void heardOf(Collection<JoinTicket> tickets) {
        tickets.forEach(ticket -> one("update visitor set seen_at = :seen" + ONE, ticket)
                .param("seen", at(realTime))
                .update());
    }

    void left(JoinTicket ticket) {
        one("update visitor set left_at = :now" + ONE + " and left_at is null", ticket)
                .param("now", at(clock))
                .update();
    }

    /** @return whether the patient is there and was not let in before */
    boolean decide(JoinTicket patient, Admission admission) {
        return one("update visitor set admission = :admission" + ONE + " and admission <> 'admitted'", patient)
                        .param("admission", admission.word())
                        .update()
                == 1;
    }

    /** The lines up to a number were shown to them; it never goes back. */
    void read(JoinTicket ticket, int number) {
        one("update visitor set chat_read = greatest(chat_read, :number)" + ONE, ticket)
                .param("number", number)
                .update();
    }

    /** Until the transaction ends, nobody else who asks for the same does anything to this visit's door. */
    void lock(UUID consultationId) {
        jdbc.sql("select 1 from visitor where consultation_id = :id order by schedule_revision, participant for update")
                .param("id", consultationId)
                .query(Integer.class)
                .list();
    }

    private JdbcClient.StatementSpec one(String sql, JoinTicket ticket) {
        return jdbc.sql(sql)
                .param("id", ticket.consultationId())
                .param("revision", ticket.revision())
                .param("participant", ticket.participant().word());
    }

    private static OffsetDateTime at(Clock clock) {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Visitor read(ResultSet row, int number) throws SQLException {
        return new Visitor(
                row.getObject("consultation_id", UUID.class),
                row.getInt("schedule_revision"),
                Participant.of(row.getString("participant")).orElseThrow(),
                Admission.of(row.getString("admission")),
                row.getTimestamp("arrived_at").toInstant(),
                row.getTimestamp("left_at") != null,
                row.getTimestamp("seen_at").toInstant(),
                row.getInt("chat_read"));
    }
}
