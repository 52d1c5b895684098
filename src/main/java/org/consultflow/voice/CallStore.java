package org.consultflow.voice;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.Party;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The calls as they are kept: SIDs sealed, numbers not at all. */
@Repository
class CallStore {

    private static final String LEGS =
            "select l.*, c.consultation_id from voice_leg l join voice_call c on c.id = l.call_id ";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock realTime;
    private volatile Runnable listener = () -> {};

    CallStore(JdbcClient jdbc, Vault vault, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.realTime = realTime;
    }

    /** Who is to know that a call is about to begin on this node; its transaction may not have committed by then. */
    void tell(Runnable somebody) {
        listener = somebody;
    }

    /** @return the new call; empty if one is under way */
    Optional<UUID> open(UUID consultationId, String requestedBy) {
        listener.run();
        return jdbc.sql(
                        """
                        insert into voice_call (id, consultation_id, requested_by, requested_at)
                        values (:id, :consultation, :by, :now)
                        on conflict (consultation_id) where ended_at is null do nothing returning id""")
                .param("id", UUID.randomUUID())
                .param("consultation", consultationId)
                .param("by", requestedBy)
                .param("now", now())
                .query(UUID.class)
                .optional();
    }

    void addLeg(UUID callId, Party participant, int number, Duration in) {
        jdbc.sql(
                        """
                        insert into voice_leg (id, call_id, participant, try, state, due_at)
                        values (:id, :call, :participant, :try, 'due', :due) on conflict do nothing""")
                .param("id", UUID.randomUUID())
                .param("call", callId)
                .param("participant", participant.word())
                .param("try", number)
                .param("due", realTime.instant().plus(in).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** The consultation of a leg's call. */
    Optional<UUID> consultationOf(UUID legId) {
        return jdbc.sql(
                        "select c.consultation_id from voice_leg l join voice_call c on c.id = l.call_id where l.id = :id")
                .param("id", legId)
                .query(UUID.class)
                .optional();
    }

    Leg leg(UUID legId) {
        return jdbc.sql(LEGS + "where l.id = :id")
                .param("id", legId)
                .query(this::readLeg)
                .single();
    }

    /** The legs of the call, in the order in which they were tried. */
    List<Leg> legsOf(UUID callId) {
        return jdbc.sql(LEGS + "where l.call_id = :id order by l.due_at, l.try")
                .param("id", callId)
                .query(this::readLeg)
                .list();
    }

    /** A consultation's calls, oldest first. */
    List<Call> callsOf(UUID consultationId) {
        return jdbc.sql("select * from voice_call where consultation_id = :id order by requested_at")
                .param("id", consultationId)
                .query((row, number) -> new Call(
                        row.getObject("id", UUID.class),
                        instant(row, "requested_at"),
                        instant(row, "ended_at"),
                        legsOf(row.getObject("id", UUID.class))))
                .list();
    }

    /** Takes what is to be rung or hung up; what a node that died had taken comes again when its lease is over. */
    List<Taken> take(Duration lease, int most) {
        return jdbc.sql(
                        """
                        with taken as (
                            select id, state from voice_leg
                            where state in ('due', 'hang-up') and due_at <= :now
                                and (lease_until is null or lease_until < :now)
                            order by due_at limit :most for update skip locked)
                        update voice_leg l set lease_until = :until,
                            state = case when taken.state = 'due' then 'placing' else taken.state end
                        from taken where l.id = taken.id
                        returning l.id, taken.state""")
                .param("now", now())
                .param("until", realTime.instant().plus(lease).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> new Taken(row.getObject("id", UUID.class), LegState.of(row.getString("state"))))
                .list();
    }

    /** Those whose placing was never answered: the phone may have rung. */
    List<UUID> lostInPlacing() {
        return jdbc.sql("select id from voice_leg where state = 'placing' and lease_until < :now")
                .param("now", now())
                .query(UUID.class)
                .list();
    }

    boolean anyUnderWay() {
        return jdbc.sql("select exists (select from voice_call where ended_at is null)")
                .query(Boolean.class)
                .single();
    }

    /** @return whether anything is to be done at once, or is in hand */
    boolean working() {
        return jdbc.sql(
                        "select exists (select from voice_leg where state in ('due', 'placing', 'hang-up') and due_at <= :now)")
                .param("now", now())
                .query(Boolean.class)
                .single();
    }

    /** @return whether the leg stood in one of these, and has moved */
    boolean move(UUID legId, LegState to, LegState... from) {
        return jdbc.sql(
                                """
                                update voice_leg set state = :to, lease_until = null,
                                joined_at = case when :to = 'joined' then coalesce(joined_at, :now) else joined_at end,
                                ended_at = case when :over then :now else ended_at end
                                where id = :id and state in (:from)""")
                        .param("id", legId)
                        .param("to", to.word())
                        .param("over", to.over())
                        .param("now", now())
                        .param("from", Arrays.stream(from).map(LegState::word).toList())
                        .update()
                == 1;
    }

    void learn(UUID legId, String sid, Integer code) {
        jdbc.sql(
                        """
                        update voice_leg set sid_sealed = coalesce(sid_sealed, :sid),
                        error_code = coalesce(cast(:code as int), error_code) where id = :id""")
                .param("id", legId)
                .param("sid", vault.seal(sid))
                .param("code", code)
                .update();
    }

    void postpone(UUID legId, LegState from, LegState back, Duration pause) {
        jdbc.sql(
                        "update voice_leg set state = :back, lease_until = null, due_at = :due where id = :id and state = :from")
                .param("from", from.word())
                .param("id", legId)
                .param("back", back.word())
                .param("due", realTime.instant().plus(pause).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** @return whether it was open */
    boolean close(UUID callId) {
        return jdbc.sql("update voice_call set ended_at = :now where id = :id and ended_at is null")
                        .param("id", callId)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Calls that are open though their consultation's status or time allows none any more. */
    List<UUID> outOfTime(Instant businessNow, Duration after) {
        return jdbc.sql(
                        """
                        select v.id from voice_call v join consultation c on c.id = v.consultation_id
                        where v.ended_at is null and (c.status not in ('confirmed', 'in-session')
                            or c.start_at + make_interval(mins => c.duration_minutes) <= :end)""")
                .param("end", businessNow.minus(after).atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }

    private Leg readLeg(ResultSet row, int number) throws SQLException {
        return new Leg(
                row.getObject("id", UUID.class),
                row.getObject("call_id", UUID.class),
                Party.valueOf(row.getString("participant").toUpperCase(Locale.ROOT)),
                row.getInt("try"),
                LegState.of(row.getString("state")),
                vault.open(row.getBytes("sid_sealed")),
                instant(row, "joined_at"),
                instant(row, "ended_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp moment = row.getTimestamp(column);
        return moment == null ? null : moment.toInstant();
    }

    private java.time.OffsetDateTime now() {
        return realTime.instant().atOffset(ZoneOffset.UTC);
    }

    /** A call with its legs. */
    record Call(UUID id, Instant requestedAt, Instant endedAt, List<Leg> legs) {}

    /** A leg that was taken, and what for: to be rung (DUE) or hung up. */
    record Taken(UUID legId, LegState state) {}
}
