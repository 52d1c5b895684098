package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.consultation.ConsultationEvent;
import org.consultflow.consultation.Party;
import org.consultflow.crypto.Vault;
import org.consultflow.support.MovableClock;
import org.consultflow.video.AttendanceLine.What;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

/** What a visit's room leaves in its timeline. */
@SpringJUnitConfig(VideoTestContext.class)
class RoomTraceTest {

    private static final Instant START = VideoTestContext.NOW;
    private static final Instant OPENED = START.minus(Duration.ofMinutes(15));
    private static final Instant OVER = START.plus(Duration.ofMinutes(50));
    private static final String SID = "RM0123456789abcdef0123456789abcdef";

    @Autowired
    Bookings bookings;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Vault vault;

    private final MovableClock clock = new MovableClock(OPENED);
    private StoredRooms rooms;
    private Attendance attendance;
    private RoomTrace trace;
    private UUID visit;

    @BeforeEach
    void aVisit() {
        rooms = new StoredRooms(jdbc, vault, clock);
        attendance = new Attendance(jdbc);
        trace = new RoomTrace(rooms, attendance);
        visit = bookings.confirmedVideo(START).id();
    }

    @Test
    void a_room_that_the_provider_has_not_made_yet_is_only_reserved() {
        assertThat(trace.of(visit)).isEmpty();
        rooms.findOrReserve(visit);
        assertThat(trace.of(visit)).containsExactly(new ConsultationEvent(OPENED, "room-reserved", null, null));
    }

    @Test
    void who_came_and_went_and_when_the_room_was_made_and_ended_is_told_in_the_order_of_time() {
        StoredRoom room = rooms.findOrReserve(visit);
        rooms.made(room, SID);
        attendance.note(visit, new AttendanceLine(Participant.PROVIDER, What.LEFT, OVER));
        attendance.note(visit, new AttendanceLine(Participant.PROVIDER, What.JOINED, START.plusSeconds(1)));
        attendance.note(visit, new AttendanceLine(Participant.PATIENT, What.JOINED, START));
        attendance.note(visit, new AttendanceLine(Participant.PATIENT, What.LEFT, OVER.minusSeconds(1)));
        attendance.note(visit, new AttendanceLine(null, What.ROOM_ENDED, OVER.plusSeconds(2)));
        clock.set(OVER.plusSeconds(1));
        rooms.completed(rooms.find(visit).orElseThrow());

        assertThat(trace.of(visit))
                .containsExactly(
                        new ConsultationEvent(OPENED, "room-made", null, null),
                        new ConsultationEvent(START, "joined", Party.PATIENT, null),
                        new ConsultationEvent(START.plusSeconds(1), "joined", Party.PROVIDER, null),
                        new ConsultationEvent(OVER.minusSeconds(1), "left", Party.PATIENT, null),
                        new ConsultationEvent(OVER, "left", Party.PROVIDER, null),
                        new ConsultationEvent(OVER.plusSeconds(1), "room-completed", null, null),
                        new ConsultationEvent(OVER.plusSeconds(2), "room-ended", null, null));
    }

    @Test
    void neither_name_nor_sid_is_told_nor_anything_of_another_visit() {
        StoredRoom room = rooms.findOrReserve(visit);
        rooms.made(room, SID + "1");
        UUID other = bookings.confirmedVideo(START).id();
        StoredRoom others = rooms.findOrReserve(other);
        attendance.note(other, new AttendanceLine(Participant.PATIENT, What.JOINED, START));
        attendance.note(visit, new AttendanceLine(null, What.ROOM_END_UNTOLD, OVER));

        List<ConsultationEvent> told = trace.of(visit);

        assertThat(told).extracting(ConsultationEvent::event).containsExactly("room-made", "room-end-untold");
        assertThat(told.toString()).doesNotContain(SID, room.name(), others.name());
    }
}
