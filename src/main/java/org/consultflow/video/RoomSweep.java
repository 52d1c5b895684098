package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Completes the rooms that nobody came back to: their process has ended or was taken away, or a node died between asking for
 * the room and writing it down. A room may outlive its visit by no more than {@link #LATE}. Several nodes may do the same:
 * completing twice is one.
 */
@Component
class RoomSweep {

    private static final Logger log = LoggerFactory.getLogger(RoomSweep.class);

    /** After the planned end: the process completes its room 15 minutes after it, and repeats that for a while. */
    static final Duration LATE = Duration.ofMinutes(30);

    /** Whoever has just asked for the room of a visit that ends in this moment is not disturbed. */
    private static final Duration SETTLED = Duration.ofMinutes(2);

    private static final int AT_ONCE = 50;

    private final JdbcClient jdbc;
    private final VideoRooms rooms;
    private final Clock clock;

    RoomSweep(JdbcClient jdbc, VideoRooms rooms, Clock clock) {
        this.jdbc = jdbc;
        this.rooms = rooms;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${consultflow.video.sweep-interval:1m}",
            initialDelayString = "${consultflow.video.sweep-interval:1m}")
    void sweep() {
        for (UUID consultation : leftOver()) {
            try {
                rooms.complete(consultation);
                log.info("consultation {}: its video room was left over", consultation);
            } catch (RuntimeException refused) {
                // the next sweep tries again; one room must not keep the others
                log.warn("consultation {}: its left-over video room could not be completed", consultation);
            }
        }
    }

    private List<UUID> leftOver() {
        return jdbc.sql(
                        """
                        select r.consultation_id from video_room r join consultation c on c.id = r.consultation_id
                        where r.status in ('reserved', 'in-progress')
                        and r.created_at < :settled
                        and (c.status in ('completed', 'no-show', 'unknown', 'cancelled', 'declined')
                            or c.start_at + make_interval(mins => c.duration_minutes) < :late)
                        order by r.created_at limit :most""")
                .param("settled", clock.instant().minus(SETTLED).atOffset(ZoneOffset.UTC))
                .param("late", clock.instant().minus(LATE).atOffset(ZoneOffset.UTC))
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
    }
}
