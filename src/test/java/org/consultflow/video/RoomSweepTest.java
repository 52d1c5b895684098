package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@SpringJUnitConfig(VideoTestContext.class)
class RoomSweepTest {

    /** As in {@link Bookings}: 50 minutes. */
    private static final Instant START = VideoTestContext.NOW;

    private static final Duration PLANNED = Duration.ofMinutes(50);

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    StoredRooms stored;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingLeftOver() {
        jdbc.sql("delete from video_room").update();
        provider.reset();
    }

    private void sweepAt(Instant now) {
        new RoomSweep(jdbc, rooms, Clock.fixed(now, ZoneOffset.UTC)).sweep();
    }

    private static Instant afterTheEnd(long minutes) {
        return START.plus(PLANNED).plusSeconds(60 * minutes);
    }

    @Test
    void a_room_whose_visit_is_long_over_is_completed() {
        Consultation visit = bookings.confirmedVideo(START);
        String sid = rooms.ensured(visit.id()).sid();

        sweepAt(afterTheEnd(29));
        assertThat(provider.completed).isEmpty();

        sweepAt(afterTheEnd(31));
        assertThat(provider.completed).containsExactly(sid);
        assertThat(stored.find(visit.id()).orElseThrow().status()).isEqualTo(RoomStatus.COMPLETED);

        sweepAt(afterTheEnd(32));
        assertThat(provider.completed).hasSize(1);
    }

    @Test
    void a_room_that_a_dying_node_made_and_did_not_write_down_is_found_by_its_name() {
        Consultation visit = bookings.confirmedVideo(START);
        StoredRoom reserved = stored.findOrReserve(visit.id());
        String sid = provider.ensure(reserved.name()).sid();

        sweepAt(afterTheEnd(31));

        assertThat(provider.completed).containsExactly(sid);
    }

    @Test
    void the_room_of_a_cancelled_visit_does_not_wait_for_its_hour() {
        Consultation visit = bookings.book(Bookings.aConsultation(
                ConsultationType.VIDEO, ConsultationStatus.CONFIRMED, START.plus(Duration.ofHours(2))));
        rooms.ensure(visit.id());
        jdbc.sql("update consultation set status = 'cancelled' where id = :id")
                .param("id", visit.id())
                .update();

        sweepAt(START.plusSeconds(60));
        assertThat(provider.completed)
                .as("whoever has just asked is not disturbed")
                .isEmpty();
        sweepAt(START.plusSeconds(180));
        assertThat(provider.completed).hasSize(1);
    }

    @Test
    void a_room_that_cannot_be_completed_keeps_no_other() {
        rooms.ensure(bookings.confirmedVideo(START).id());
        rooms.ensure(bookings.confirmedVideo(START).id());
        provider.failFirstCompletion();

        sweepAt(afterTheEnd(31));
        assertThat(provider.completed).hasSize(1);

        sweepAt(afterTheEnd(32));
        assertThat(provider.completed).hasSize(2);
    }
}
