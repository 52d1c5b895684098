package org.consultflow.sandbox.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.twilio.RoomParticipant;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.consultflow.time.RealTime;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Passes on between the browsers in one room how they reach each other (SDP and candidates); sound and picture go directly.
 * In memory like the whole stand-in: its room is on this node too.
 */
@Component
@ConditionalOnProperty("consultflow.stand-in.twilio")
class Signalling implements SmartLifecycle {

    /** As long as Twilio waits for somebody whose connection broke before they count as gone, about. */
    private static final Duration LOST_AFTER = Duration.ofSeconds(15);

    private final SandboxTwilio twilio;
    private final Clock realTime;
    private final Map<UUID, Session> sessions = new ConcurrentHashMap<>();
    private volatile boolean running;

    Signalling(SandboxTwilio twilio, @RealTime Clock realTime) {
        this.twilio = twilio;
        this.realTime = realTime;
        twilio.onSentAway(this::sentAway);
    }

    /** @return the connection's own name; empty if the token is not good, or its room is not in progress */
    synchronized Optional<UUID> enter(String token) {
        return twilio.enterRoom(token).map(participant -> {
            Session session = new Session(participant, realTime.instant());
            session.tell(new SignalEvent(
                    "peers", inRoomOf(participant).map(Signalling::named).toList()));
            UUID id = UUID.randomUUID();
            sessions.put(id, session);
            others(participant).forEach(other -> other.tell(new SignalEvent("joined", named(participant))));
            return id;
        });
    }

    Optional<SseEmitter> listen(UUID id, int seen) {
        return Optional.ofNullable(sessions.get(id)).map(session -> {
            SseEmitter line = new SseEmitter(0L);
            line.onCompletion(() -> session.down(line, realTime.instant()));
            line.onError(failure -> session.down(line, realTime.instant()));
            session.open(line, seen);
            if (!running) {
                line.complete();
            }
            return line;
        });
    }

    /** @return false if there is no such connection, or the other one has gone */
    boolean signal(UUID id, String to, JsonNode data) {
        Session from = sessions.get(id);
        return from != null
                && others(from.participant)
                                .filter(other -> other.participant.sid().equals(to))
                                .peek(other -> other.tell(new SignalEvent(
                                        "signal", Map.of("from", from.participant.sid(), "data", data))))
                                .count()
                        > 0;
    }

    synchronized void leave(UUID id) {
        Session session = sessions.remove(id);
        if (session != null) {
            twilio.leaveRoom(session.participant);
            others(session.participant)
                    .forEach(other -> other.tell(new SignalEvent("left", named(session.participant))));
            session.close();
        }
    }

    /** Who was not heard of for a while is gone. */
    @Scheduled(fixedDelayString = "${consultflow.sandbox.signs-of-life:2s}")
    void look() {
        Instant now = realTime.instant();
        sessions.values().forEach(session -> session.ping(now));
        sessions.entrySet().stream()
                .filter(session -> session.getValue().downBefore(now.minus(LOST_AFTER)))
                .forEach(session -> leave(session.getKey()));
    }

    private synchronized void sentAway(RoomParticipant participant) {
        sessions.entrySet().stream()
                .filter(session -> session.getValue().participant.equals(participant))
                .findFirst()
                .ifPresent(session -> {
                    boolean cameAgain = twilio.inRoom(participant.roomSid()).stream()
                            .anyMatch(other -> other.identity().equals(participant.identity()));
                    session.getValue()
                            .tell(new SignalEvent("ended", Map.of("reason", cameAgain ? "duplicate" : "completed")));
                    leave(session.getKey());
                });
    }

    private Stream<RoomParticipant> inRoomOf(RoomParticipant participant) {
        return twilio.inRoom(participant.roomSid()).stream().filter(other -> !other.equals(participant));
    }

    private Stream<Session> others(RoomParticipant participant) {
        return sessions.values().stream()
                .filter(other -> other.participant.roomSid().equals(participant.roomSid()))
                .filter(other -> !other.participant.equals(participant));
    }

    private static Map<String, String> named(RoomParticipant participant) {
        return Map.of("sid", participant.sid(), "identity", participant.identity());
    }

    @Override
    public void start() {
        running = true;
    }

    /** Before the web server: it waits for open connections to end. */
    @Override
    public void stop() {
        running = false;
        sessions.values().forEach(Session::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
