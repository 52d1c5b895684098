package org.consultflow.video;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import org.consultflow.time.AdjustableClock;
import org.consultflow.video.AttendanceLine.What;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what is told of a room. The provider's times are real time, the schedule they are held against is on the adjustable
 * clock: they are kept on that one.
 */
@Component
class RoomEventRecorder implements RoomEvents {

    private static final Logger log = LoggerFactory.getLogger(RoomEventRecorder.class);

    private final StoredRooms rooms;
    private final Attendance attendance;
    private final RoomEventNumbers numbers;
    private final Identities identities;
    private final Clock clock;

    RoomEventRecorder(
            StoredRooms rooms, Attendance attendance, RoomEventNumbers numbers, Identities identities, Clock clock) {
        this.rooms = rooms;
        this.attendance = attendance;
        this.numbers = numbers;
        this.identities = identities;
        this.clock = clock;
    }

    @Override
    @Transactional
    public void participantJoined(String roomSid, String identity, Instant at) {
        note(roomSid, identity, What.JOINED, at);
    }

    @Override
    @Transactional
    public void participantLeft(String roomSid, String identity, Instant at) {
        note(roomSid, identity, What.LEFT, at);
    }

    @Override
    @Transactional
    public void roomEnded(String roomSid, Instant at) {
        rooms.findBySid(roomSid).ifPresent(room -> {
            rooms.ended(room);
            attendance.note(room.consultationId(), new AttendanceLine(null, What.ROOM_ENDED, onOurClock(at)));
            log.info("consultation {}: the video room has ended", room.consultationId());
        });
    }

    @Override
    @Transactional
    public void told(String roomSid, int number, boolean endsRoom) {
        rooms.findBySid(roomSid).ifPresent(room -> numbers.told(room, number, endsRoom));
    }

    private void note(String roomSid, String identity, What what, Instant at) {
        rooms.findBySid(roomSid).map(StoredRoom::consultationId).ifPresent(id -> identities
                .participantOf(id, identity)
                .ifPresentOrElse(
                        participant -> note(id, participant, what, at),
                        () -> log.info("consultation {}: somebody unknown {} the video room", id, word(what))));
    }

    private void note(UUID consultationId, Participant participant, What what, Instant at) {
        attendance.note(consultationId, new AttendanceLine(participant, what, onOurClock(at)));
        log.info("consultation {}: the {} {} the video room", consultationId, participant.word(), word(what));
    }

    private static String word(What what) {
        return what == What.JOINED ? "entered" : "left";
    }

    private Instant onOurClock(Instant realTime) {
        return clock instanceof AdjustableClock adjustable ? realTime.plus(adjustable.offset()) : realTime;
    }
}
