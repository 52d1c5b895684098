package org.consultflow.chaos;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

import org.consultflow.chaos.Visit.Plan;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two nodes, one PostgreSQL, and a monkey. Everything is real but Twilio and the mailbox, whose books are what counts.
 *
 * <p>{@code chaos.notifications} says how many notifications there are to be, {@code chaos.seed} what chance does.
 */
@Tag("chaos")
class ChaosTest {

    private static final int BURSTS = 12;
    private static final Duration BETWEEN_BURSTS = Duration.ofMinutes(5);
    /** Two confirmations and a reminder: what is told about commands comes on top. */
    private static final int NOTICES_OF_A_VISIT = 3;
    /** Three mails and a message. */
    private static final int MESSAGES_OF_A_VISIT = 4;

    private final long seed = Long.getLong("chaos.seed", 20261121);
    private final int visitsToBook = Math.max(24, Integer.getInteger("chaos.notifications", 150) / NOTICES_OF_A_VISIT);
    private final Clock realTime = Clock.systemUTC();

    @Test
    void nothing_is_lost_and_nothing_is_doubled_whatever_is_killed() throws Exception {
        List<Visit> visits = visits();
        try (Clinics world = new Clinics(seed, freshDirectory(), realTime)) {
            Practice practice = world.practice();
            world.start();
            Monkey monkey = world.monkey(visitsToBook * MESSAGES_OF_A_VISIT, Math.max(5, visitsToBook / 150));
            CompletableFuture<Void> rage = CompletableFuture.runAsync(monkey::rage);

            Instant base = practice.now();
            inParallel(visits, visit -> practice.book(visit, startOf(visit, base)));
            inParallel(planned(visits, Plan.CANCEL_BEFORE), practice::cancel);
            for (int burst = 0; burst < BURSTS; burst++) {
                int current = burst;
                List<Visit> these =
                        visits.stream().filter(visit -> visit.burst == current).toList();
                CompletableFuture<Void> commands = CompletableFuture.runAsync(() -> {
                    inParallel(planned(these, Plan.CANCEL_IN_THE_BURST), practice::cancel);
                    inParallel(
                            planned(these, Plan.RESCHEDULE_IN_THE_BURST),
                            visit -> practice.reschedule(
                                    visit, startOf(visit, base).plus(Duration.ofDays(2))));
                });
                practice.itBecomes(
                        startOf(these.get(0), base).minus(Duration.ofHours(24)).plusSeconds(1));
                commands.join();
            }
            // the last silence ends, and what follows from it
            practice.itBecomes(base.plus(Duration.ofHours(3)).plus(Duration.ofMinutes(25)));
            rage.join();
            world.mend();
            practice.itBecomes(base.plus(Duration.ofHours(3)).plus(Duration.ofMinutes(50)));
            await("all is quiet").atMost(Duration.ofMinutes(5)).until(world::isQuiet);

            Reckoning reckoning = world.reckoning(visits);
            world.print(monkey, reckoning, visits);
            assertThat(reckoning.lost()).as("lost").isEmpty();
            assertThat(reckoning.doubled()).as("doubled").isEmpty();
            assertThat(reckoning.wrong()).as("otherwise wrong").isEmpty();
            assertThat(world.logs())
                    .as("what the nodes wrote names nobody")
                    .doesNotContain("+6149")
                    .doesNotContain("@mail.example");
        }
    }

    private List<Visit> visits() {
        Random random = new Random(seed);
        List<Visit> visits = new ArrayList<>();
        for (int number = 0; number < visitsToBook; number++) {
            Plan plan =
                    switch (random.nextInt(16)) {
                        case 0 -> Plan.CANCEL_BEFORE;
                        case 1 -> Plan.CANCEL_IN_THE_BURST;
                        case 2 -> Plan.RESCHEDULE_IN_THE_BURST;
                        default -> Plan.LEAVE;
                    };
            visits.add(new Visit(number, plan, random.nextInt(8) > 0, number % BURSTS));
        }
        return visits;
    }

    /** 26 hours from the beginning, and up to an hour more. */
    private static Instant startOf(Visit visit, Instant base) {
        return base.plus(Duration.ofHours(26)).plus(BETWEEN_BURSTS.multipliedBy(visit.burst));
    }

    private static List<Visit> planned(List<Visit> visits, Plan plan) {
        return visits.stream().filter(visit -> visit.plan == plan).toList();
    }

    private static void inParallel(List<Visit> visits, Consumer<Visit> action) {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            visits.stream()
                    .map(visit -> CompletableFuture.runAsync(() -> action.accept(visit), threads))
                    .toList()
                    .forEach(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Path freshDirectory() throws java.io.IOException {
        Path target = Path.of("target", "chaos");
        Files.createDirectories(target);
        return Files.createTempDirectory(target, "run");
    }
}
