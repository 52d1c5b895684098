package org.consultflow.sandbox.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.consultflow.time.AdjustableClock;
import org.consultflow.time.ClockOffsets;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;
import static org.mockito.Mockito.when;

class ClockFollowerTest {

    private static final Instant START = Instant.parse("2026-03-05T10:00:00Z");

    private final AdjustableClock clock =
            new AdjustableClock(Clock.fixed(START, ZoneOffset.UTC), Duration.ofMinutes(5));
    private final ClockOffsets offsets = mock();
    private final TimeBound engine = mock();
    private final ClockFollower follower = follower();

    private ClockFollower follower() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("engine", engine);
        return new ClockFollower(clock, offsets, beans.getBeanProvider(TimeBound.class));
    }

    @Test
    void a_clock_that_another_node_has_moved_is_moved_here_and_everything_told() {
        when(offsets.load()).thenReturn(Duration.ofHours(2));
        follower.follow();
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(2)));
        verify(engine).clockMoved(Duration.ofHours(2));
    }

    @Test
    void what_is_stored_later_than_a_move_of_this_node_takes_nothing_back() {
        when(offsets.load()).thenReturn(Duration.ofMinutes(4));
        follower.follow();
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(5)));
        verifyNoMoreInteractions(engine);
    }
}
