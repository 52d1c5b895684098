package org.consultflow.video;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The trial calls as they are kept: the same for every node, and after a restart. */
@Repository
class TrialCalls {

    /** Pages are heard of every second. */
    private static final Duration HERE = Duration.ofSeconds(6);

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final Clock realTime;

    TrialCalls(JdbcClient jdbc, Vault vault, Clock clock, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.realTime = realTime;
    }

    UUID add(UUID consultationId, String roomName) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into trial_call (id, consultation_id, requested_at, name_sealed)
                        values (:id, :consultation, :now, :name)""")
                .param("id", id)
                .param("consultation", consultationId)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("name", vault.seal(roomName))
                .update();
        return id;
    }

    Optional<TrialCall> find(UUID id) {
        return jdbc.sql("select * from trial_call where id = :id")
                .param("id", id)
                .query(this::open)
                .optional();
    }

    /** This one's page is open; if the other one's is too, the call begins, once. */
    void here(TrialCall.Ticket ticket, Duration length) {
        boolean patient = ticket.participant() == Participant.PATIENT;
        String me = patient ? "patient_seen_at" : "provider_seen_at";
        String other = patient ? "provider_seen_at" : "patient_seen_at";
        jdbc.sql("update trial_call set " + me + " = :now, ends_at = case when ends_at is null and " + other
                        + " > :recently then cast(:end as timestamptz) else ends_at end where id = :id")
                .param("id", ticket.trialId())
                .param("now", now())
                .param("recently", now().minus(HERE))
                .param("end", now().plus(length))
                .update();
    }

    /** @return whether the call had not been ended meanwhile */
    boolean made(TrialCall call, String sid) {
        return jdbc.sql("update trial_call set sid_sealed = :sid where id = :id and ended_at is null")
                        .param("id", call.id())
                        .param("sid", vault.seal(sid))
                        .update()
                == 1;
    }

    /** Those whose time is over and whose room was not ended. */
    List<TrialCall> toEnd() {
        return jdbc.sql(
                        """
                        select * from trial_call where ends_at <= :now and ended_at is null
                        order by ends_at limit :most""")
                .param("now", now())
                .param("most", AT_ONCE)
                .query(this::open)
                .list();
    }

    /** @return whether it was not ended before, and nobody has learnt of its room since it was read */
    boolean ended(TrialCall call) {
        return jdbc.sql(
                                """
                                update trial_call set ended_at = :now
                                where id = :id and ended_at is null and (sid_sealed is null) = :unknown""")
                        .param("id", call.id())
                        .param("now", now())
                        .param("unknown", call.sid() == null)
                        .update()
                == 1;
    }

    private OffsetDateTime now() {
        return realTime.instant().atOffset(ZoneOffset.UTC);
    }

    private TrialCall open(ResultSet row, int number) throws SQLException {
        return new TrialCall(
                row.getObject("id", UUID.class),
                row.getObject("consultation_id", UUID.class),
                vault.open(row.getBytes("name_sealed")),
                vault.open(row.getBytes("sid_sealed")),
                row.getTimestamp("ends_at") == null
                        ? null
                        : row.getTimestamp("ends_at").toInstant(),
                row.getTimestamp("ended_at") == null
                        ? null
                        : row.getTimestamp("ended_at").toInstant());
    }
}
