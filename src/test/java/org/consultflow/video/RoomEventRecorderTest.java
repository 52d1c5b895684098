package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import org.consultflow.time.AdjustableClock;
import org.consultflow.video.AttendanceLine.What;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@SpringJUnitConfig(VideoTestContext.class)
class RoomEventRecorderTest {

    private static final Instant START = VideoTestContext.NOW;

    @Autowired
    RoomEvents events;

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    StoredRooms stored;

    @Autowired
    Attendance attendance;

    @Autowired
    RoomEventNumbers numbers;

    @Autowired
    Identities identities;

    @Autowired
    VideoStatuses statuses;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    private UUID consultation;
    private String sid;
    private String patient;

    @BeforeEach
    void aRoom() {
        provider.reset();
        consultation = bookings.confirmedVideo(START).id();
        sid = rooms.ensured(consultation).sid();
        patient = identities.identityOf(consultation, Participant.PATIENT);
    }

    @Test
    void what_is_told_twice_is_kept_once() {
        events.participantJoined(sid, patient, START);
        events.participantJoined(sid, patient, START);

        assertThat(attendance.of(consultation))
                .containsExactly(new AttendanceLine(Participant.PATIENT, What.JOINED, START));
    }

    @Test
    void what_comes_in_the_wrong_order_is_put_right() {
        events.roomEnded(sid, START.plusSeconds(20));
        events.participantLeft(sid, patient, START.plusSeconds(10));
        events.participantJoined(sid, patient, START);

        assertThat(attendance.of(consultation))
                .extracting(AttendanceLine::what)
                .containsExactly(What.JOINED, What.LEFT, What.ROOM_ENDED);
        assertThat(stored.find(consultation).orElseThrow().status()).isEqualTo(RoomStatus.ENDED);
    }

    @Test
    void an_unknown_room_is_ignored() {
        events.participantJoined("RM00000000000000000000000000000000", patient, START);
        events.roomEnded("RM00000000000000000000000000000000", START);

        assertThat(attendance.of(consultation)).isEmpty();
        assertThat(stored.find(consultation).orElseThrow().status()).isEqualTo(RoomStatus.IN_PROGRESS);
    }

    @Test
    void an_identity_of_another_consultation_is_ignored() {
        events.participantJoined(sid, identities.identityOf(UUID.randomUUID(), Participant.PATIENT), START);
        events.participantJoined(sid, "patient", START);

        assertThat(attendance.of(consultation)).isEmpty();
    }

    @Test
    void who_came_in_and_has_not_left_is_there() {
        events.participantJoined(sid, patient, START);
        String doctor = identities.identityOf(consultation, Participant.PROVIDER);
        events.participantJoined(sid, doctor, START);
        events.participantLeft(sid, doctor, START.plusSeconds(5));

        VideoStatus status = statuses.of(consultation);
        assertThat(status.status()).isEqualTo("in-progress");
        assertThat(status.participants()).containsExactly("patient");
    }

    @Test
    void who_loads_the_page_again_is_still_there_when_the_old_connection_is_given_up() {
        events.participantJoined(sid, patient, START);
        events.participantJoined(sid, patient, START.plusSeconds(60));
        events.participantLeft(sid, patient, START.plusSeconds(61));

        assertThat(statuses.of(consultation).participants()).containsExactly("patient");
    }

    @Test
    void nobody_is_in_a_room_that_has_ended() {
        events.participantJoined(sid, patient, START);
        events.roomEnded(sid, START.plusSeconds(5));

        assertThat(statuses.of(consultation).status()).isEqualTo("completed");
        assertThat(statuses.of(consultation).participants()).isEmpty();
    }

    @Test
    void a_room_that_the_provider_ended_is_replaced_without_asking_for_it() {
        events.roomEnded(sid, START);
        assertThat(rooms.ensured(consultation).sid()).isNotEqualTo(sid);
    }

    @Test
    void real_time_is_put_on_the_clock_of_the_schedule() {
        Clock moved = new AdjustableClock(Clock.fixed(START, ZoneOffset.UTC), Duration.ofHours(26));
        new RoomEventRecorder(stored, attendance, numbers, identities, moved).participantJoined(sid, patient, START);

        assertThat(attendance.of(consultation))
                .extracting(AttendanceLine::at)
                .containsExactly(START.plus(Duration.ofHours(26)));
    }
}
