package org.consultflow.video;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.consultflow.video.AttendanceLine.What;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who was in a room and when, as it was told. The same line is kept once, however often it comes. */
@Repository
class Attendance {

    private static final String THE_ROOM = "room";

    private final JdbcClient jdbc;

    Attendance(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(UUID consultationId, AttendanceLine line) {
        jdbc.sql(
                        """
                        insert into attendance (consultation_id, participant, event, happened_at)
                        values (:id, :participant, :event, :at) on conflict do nothing""")
                .param("id", consultationId)
                .param(
                        "participant",
                        line.participant() == null
                                ? THE_ROOM
                                : line.participant().word())
                .param("event", word(line.what()))
                .param("at", line.at().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** All that is known of the consultation's rooms, oldest first. */
    List<AttendanceLine> of(UUID consultationId) {
        return jdbc
                .sql("select participant, event, happened_at from attendance where consultation_id = :id")
                .param("id", consultationId)
                .query((row, number) -> new AttendanceLine(
                        Participant.of(row.getString("participant")).orElse(null),
                        What.valueOf(
                                row.getString("event").toUpperCase(Locale.ROOT).replace('-', '_')),
                        row.getTimestamp("happened_at").toInstant()))
                // a stream of rows would keep its connection
                .list()
                .stream()
                .sorted(AttendanceLine.IN_TIME)
                .toList();
    }

    private static String word(What what) {
        return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
