package org.consultflow.sandbox.video;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.consultflow.sandbox.twilio.RoomParticipant;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One browser's connection to a room. What it is told is kept in order, so that nothing is lost while its line is down. */
final class Session {

    final RoomParticipant participant;
    private final List<SignalEvent> told = new ArrayList<>();
    private SseEmitter line;
    private Instant downSince;

    Session(RoomParticipant participant, Instant now) {
        this.participant = participant;
        this.downSince = now;
    }

    synchronized void tell(SignalEvent event) {
        told.add(event);
        send(told.size(), event);
    }

    /** @param seen number of the last event that arrived; 0 for none */
    synchronized void open(SseEmitter newLine, int seen) {
        if (line != null) {
            line.complete();
        }
        line = newLine;
        downSince = null;
        for (int number = Math.max(seen, 0); number < told.size(); number++) {
            send(number + 1, told.get(number));
        }
    }

    synchronized void down(SseEmitter oldLine, Instant now) {
        if (line == oldLine) {
            line = null;
            downSince = now;
        }
    }

    /** A sign of life, without which nobody would notice that the other end has gone. */
    synchronized void ping(Instant now) {
        try {
            if (line != null) {
                line.send(SseEmitter.event().comment("here"));
            }
        } catch (IOException | IllegalStateException gone) {
            down(line, now);
        }
    }

    synchronized boolean downBefore(Instant moment) {
        return downSince != null && downSince.isBefore(moment);
    }

    synchronized void close() {
        if (line != null) {
            line.complete();
        }
    }

    private void send(int number, SignalEvent event) {
        if (line == null) {
            return;
        }
        try {
            line.send(SseEmitter.event()
                    .id(Integer.toString(number))
                    .name(event.name())
                    .data(event.data(), MediaType.APPLICATION_JSON));
        } catch (IOException | IllegalStateException gone) {
            // the ping finds out and notes when; the event is kept for the next line
            line.complete();
        }
    }
}
