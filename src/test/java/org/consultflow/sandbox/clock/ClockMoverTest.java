package org.consultflow.sandbox.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import org.consultflow.time.AdjustableClock;
import org.consultflow.time.ClockOffsets;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

class ClockMoverTest {

    private static final Instant START = Instant.parse("2026-03-05T10:00:00Z");

    private final AdjustableClock clock = new AdjustableClock(Clock.fixed(START, ZoneOffset.UTC), Duration.ZERO);
    private final ClockOffsets offsets = mock();
    private final List<String> happened = new ArrayList<>();

    private ClockMover mover(TimeBound... parts) {
        return mover(Duration.ofMinutes(1), parts);
    }

    private ClockMover mover(Duration patience, TimeBound... parts) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (int i = 0; i < parts.length; i++) {
            beans.addBean("part" + i, parts[i]);
        }
        return new ClockMover(clock, offsets, beans.getBeanProvider(TimeBound.class), patience);
    }

    /** Does what is due when it is asked for the second time, and takes two more looks to be done with it. */
    private class Agenda implements TimeBound {

        private final String name;
        private final TreeSet<Instant> due = new TreeSet<>();
        private Duration offset;
        private int looksUntilDone;

        Agenda(String name, String... after) {
            this.name = name;
            for (String duration : after) {
                due.add(START.plus(Duration.parse(duration)));
            }
        }

        @Override
        public Optional<Instant> nextDue() {
            return due.stream().findFirst();
        }

        @Override
        public boolean busy() {
            if (looksUntilDone > 0) {
                looksUntilDone--;
                return true;
            }
            Instant now = clock.instant();
            if (!due.isEmpty() && !due.first().isAfter(now)) {
                due.pollFirst();
                happened.add(name + " at " + Duration.between(START, now));
                looksUntilDone = 2;
                didSomething(now);
                return true;
            }
            return false;
        }

        void didSomething(Instant now) {}

        @Override
        public void clockMoved(Duration newOffset) {
            offset = newOffset;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @Test
    void what_falls_due_on_the_way_happens_in_order_at_its_own_time() {
        Agenda engine = new Agenda("engine", "PT2H", "PT24H", "PT26H");
        Agenda outbox = new Agenda("outbox", "PT2H10M", "PT1H");

        Instant now = mover(engine, outbox).advance(Duration.ofHours(25));

        assertThat(now).isEqualTo(START.plus(Duration.ofHours(25)));
        assertThat(happened)
                .containsExactly("outbox at PT1H", "engine at PT2H", "outbox at PT2H10M", "engine at PT24H");
        assertThat(engine.nextDue()).contains(START.plus(Duration.ofHours(26)));
    }

    @Test
    void what_only_comes_up_on_the_way_happens_at_its_own_time_too() {
        Agenda outbox = new Agenda("outbox");
        Agenda engine = new Agenda("engine", "PT2H") {
            @Override
            void didSomething(Instant now) {
                outbox.due.add(now.plus(Duration.ofMinutes(10)));
            }
        };

        mover(engine, outbox).advance(Duration.ofHours(5));

        assertThat(happened).containsExactly("engine at PT2H", "outbox at PT2H10M");
    }

    @Test
    void what_is_past_due_already_is_waited_for_before_the_clock_moves() {
        Agenda engine = new Agenda("engine", "-PT1H");

        mover(engine).advance(Duration.ofHours(1));

        assertThat(happened).containsExactly("engine at PT0S");
    }

    @Test
    void every_part_is_told_the_offset_and_it_is_kept() {
        Agenda engine = new Agenda("engine", "PT2H");

        mover(engine).moveTo(START.plus(Duration.ofHours(3)));

        assertThat(engine.offset).isEqualTo(Duration.ofHours(3));
        ArgumentCaptor<Duration> kept = ArgumentCaptor.captor();
        verify(offsets, atLeastOnce()).store(kept.capture());
        assertThat(kept.getAllValues()).containsExactly(Duration.ofHours(2), Duration.ofHours(3));
    }

    @Test
    void at_start_every_part_begins_with_the_offset_that_was_kept() {
        clock.advanceTo(START.plus(Duration.ofDays(2)));
        Agenda engine = new Agenda("engine");

        mover(engine).afterSingletonsInstantiated();

        assertThat(engine.offset).isEqualTo(Duration.ofDays(2));
    }

    @Test
    void the_next_stop_is_the_earliest_of_all() {
        assertThat(mover(new Agenda("engine", "PT2H"), new Agenda("outbox", "PT1H"), new Agenda("twilio"))
                        .nextDue())
                .contains(START.plus(Duration.ofHours(1)));
    }

    @Test
    void what_never_comes_to_rest_is_named_and_the_clock_stays_there() {
        Agenda engine = new Agenda("engine", "PT2H");
        TimeBound stuck = new TimeBound() {
            @Override
            public Optional<Instant> nextDue() {
                return Optional.empty();
            }

            @Override
            public boolean busy() {
                return !clock.instant().equals(START);
            }

            @Override
            public String toString() {
                return "the stuck one";
            }
        };
        ClockMover mover = mover(Duration.ofMillis(300), engine, stuck);

        assertThatThrownBy(() -> mover.advance(Duration.ofHours(5)))
                .isInstanceOf(ClockBusyException.class)
                .hasMessageContaining("the stuck one")
                .hasMessageContaining("2026-03-05T12:00:00Z");
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(mover.moving()).isFalse();
    }

    @Test
    void a_second_move_waits_for_the_first_and_starts_from_there() throws Exception {
        CountDownLatch inTheFirst = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Agenda engine = new Agenda("engine", "PT1H") {
            @Override
            void didSomething(Instant now) {
                inTheFirst.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
        ClockMover mover = mover(engine);
        CompletableFuture<Instant> first = CompletableFuture.supplyAsync(() -> mover.advance(Duration.ofHours(2)));
        inTheFirst.await();
        assertThat(mover.moving()).isTrue();
        CompletableFuture<Instant> second = CompletableFuture.supplyAsync(() -> mover.advance(Duration.ofHours(2)));
        goOn.countDown();

        assertThat(first.get()).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(second.get()).isEqualTo(START.plus(Duration.ofHours(4)));
    }
}
