package org.consultflow.chaos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

import static org.awaitility.Awaitility.await;

/**
 * Kills. When, is told in messages that the far ends have taken, so that it hits the same part of the work on a slow machine
 * as on a fast one; what and for how long hangs on the seed.
 */
final class Monkey {

    /** What it can do. */
    enum Act {
        KILL_A_NODE,
        KILL_POSTGRES,
        KILL_BOTH_NODES,
        KILL_EVERYTHING,
        STOP_THE_MAIL_SERVER
    }

    private record Deed(int after, Act act) {}

    private final List<Node> nodes;
    private final Postgres postgres;
    private final MailServer mail;
    private final IntSupplier taken;
    private final Clock realTime;
    private final Instant began;
    private final Random random;
    private final List<Deed> plan = new ArrayList<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    /**
     * @param taken how many messages the far ends have taken so far
     * @param expected how many they will at least have taken at the end
     * @param deeds how many there are to be, 5 at least: every act comes at least once
     */
    Monkey(
            long seed,
            List<Node> nodes,
            Postgres postgres,
            MailServer mail,
            IntSupplier taken,
            int expected,
            int deeds,
            Clock realTime) {
        this.nodes = nodes;
        this.postgres = postgres;
        this.mail = mail;
        this.taken = taken;
        this.realTime = realTime;
        this.began = realTime.instant();
        this.random = new Random(seed);
        List<Act> acts = new ArrayList<>();
        while (acts.size() < deeds) {
            List<Act> round = new ArrayList<>(List.of(Act.values()));
            java.util.Collections.shuffle(round, random);
            acts.addAll(round.subList(0, Math.min(round.size(), deeds - acts.size())));
        }
        for (int i = 0; i < deeds; i++) {
            int slice = expected * 4 / 5 / deeds;
            plan.add(new Deed(slice * i + random.nextInt(Math.max(1, slice)), acts.get(i)));
        }
    }

    /** Does it all; returns when everything lives again. */
    void rage() {
        for (Deed deed : plan) {
            await().atMost(Duration.ofHours(2))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> taken.getAsInt() >= deed.after());
            perform(deed.act());
            nodes.forEach(Node::awaitReady);
        }
    }

    private void perform(Act act) {
        switch (act) {
            case KILL_A_NODE -> restart(List.of(nodes.get(random.nextInt(nodes.size()))));
            case KILL_BOTH_NODES -> restart(nodes);
            case KILL_POSTGRES -> {
                note("kill -9 of PostgreSQL");
                postgres.kill();
                pause();
                postgres.start();
            }
            case KILL_EVERYTHING -> {
                note("kill -9 of both nodes and PostgreSQL");
                nodes.forEach(Node::kill);
                postgres.kill();
                postgres.start();
                nodes.forEach(Node::start);
            }
            case STOP_THE_MAIL_SERVER -> {
                note("stop of the mail server");
                mail.stop();
                pause();
                mail.start();
            }
        }
    }

    private void restart(List<Node> some) {
        note("kill -9 of " + (some.size() == 1 ? "node " + some.get(0).name() : "both nodes"));
        some.forEach(Node::kill);
        pause();
        some.forEach(Node::start);
    }

    private void pause() {
        CompletableFuture.runAsync(
                        () -> {}, CompletableFuture.delayedExecutor(200 + random.nextInt(2000), TimeUnit.MILLISECONDS))
                .join();
    }

    private void note(String what) {
        done.add(String.format(
                "%4d s, after %d messages: %s",
                Duration.between(began, realTime.instant()).toSeconds(), taken.getAsInt(), what));
    }

    /** What it did, and when. */
    List<String> done() {
        return List.copyOf(done);
    }
}
