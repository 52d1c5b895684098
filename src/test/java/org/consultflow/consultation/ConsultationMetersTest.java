package org.consultflow.consultation;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doNothing;
import static org.mockito.Mockito.doThrow;

/** What is counted of bookings and of visits that ended. */
class ConsultationMetersTest extends CommandSteps {

    @Test
    void a_booking_counts_once_however_often_it_is_repeated() {
        commands.book("key-1", booking());
        commands.book("key-1", booking());
        commands.book("key-2", booking().put("consultationType", "in-person"));

        assertThat(booked("video")).isEqualTo(1);
        assertThat(booked("in-person")).isEqualTo(1);
        assertThat(booked("voice")).isZero();
    }

    @Test
    void a_booking_that_was_not_kept_does_not_count() {
        doThrow(new ProcessSuspendedException()).when(process).start(any());
        assertThatThrownBy(() -> commands.book("key-1", booking())).isInstanceOf(ProcessSuspendedException.class);
        assertThat(booked("video")).isZero();

        doNothing().when(process).start(any());
        commands.book("key-1", booking());
        assertThat(booked("video")).isEqualTo(1);
    }

    @Test
    void a_visit_counts_with_how_long_the_two_were_together_once_its_end_is_kept() {
        evidence.together = Duration.ofMinutes(32);
        transactions.run(() -> {
            meters.ended(ended());
            assertThat(durations().count()).isZero();
            return null;
        });

        assertThat(durations().count()).isEqualTo(1);
        assertThat(durations().totalTime(TimeUnit.MINUTES)).isEqualTo(32);
        assertThat(durations().takeSnapshot().histogramCounts())
                .filteredOn(bucket -> bucket.bucket(TimeUnit.MINUTES) == 30)
                .singleElement()
                .satisfies(bucket -> assertThat(bucket.count()).isZero());
        assertThat(durations().takeSnapshot().histogramCounts())
                .filteredOn(bucket -> bucket.bucket(TimeUnit.MINUTES) == 45)
                .singleElement()
                .satisfies(bucket -> assertThat(bucket.count()).isEqualTo(1));
    }

    @Test
    void a_visit_in_which_nobody_met_has_no_duration() {
        transactions.run(() -> {
            meters.ended(ended());
            return null;
        });

        assertThat(durations().count()).isZero();
    }

    private ConsultationEvents.Ended ended() {
        UUID id = commands.book(null, booking()).id();
        return new ConsultationEvents.Ended(store.get(id).withStatus(ConsultationStatus.COMPLETED));
    }

    private double booked(String type) {
        return registry.get("consultflow.bookings").tag("type", type).counter().count();
    }

    private Timer durations() {
        return registry.get("consultflow.visit.duration").tag("medium", "video").timer();
    }
}
