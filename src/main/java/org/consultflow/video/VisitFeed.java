package org.consultflow.video;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.video.VisitView.Told;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.MediaType;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tells open pages what has changed. The tables are looked at again and again, so it does not matter who changed them: this
 * node, another one, the process or the clock. Who is not listened to costs nothing.
 */
@Component
class VisitFeed implements SmartLifecycle {

    /** A browser connects again by itself; now and then it should, so that a node that goes away is not clung to. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final int LOOKS_UNTIL_HEARD_OF = 20;
    private static final int LOOKS_UNTIL_READ_AGAIN = 4;
    private static final int SENDERS = 4;

    private final Consultations consultations;
    private final JoinDoor door;
    private final WaitingRoom room;
    private final Visitors visitors;
    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
    private final AtomicBoolean running = new AtomicBoolean();
    private final Map<UUID, Consultation> known = new HashMap<>();
    private int looks;

    VisitFeed(Consultations consultations, JoinDoor door, WaitingRoom room, Visitors visitors) {
        this.consultations = consultations;
        this.door = door;
        this.room = room;
        this.visitors = visitors;
    }

    /** @return the events of one page, from how it stands now */
    SseEmitter listen(Guest guest) {
        Listener listener = new Listener(guest.ticket(), new SseEmitter(LONGEST.toMillis()));
        listener.emitter.onCompletion(() -> listeners.remove(listener));
        listener.emitter.onTimeout(listener.emitter::complete);
        listener.emitter.onError(failure -> listeners.remove(listener));
        listeners.add(listener);
        visitors.heardOf(List.of(guest.ticket()));
        tell(listener, room.view(guest), false);
        if (!isRunning()) {
            listener.emitter.complete();
        }
        return listener.emitter;
    }

    /** Looks once, and tells each page what has changed for it. */
    @Scheduled(fixedDelayString = "${consultflow.video.feed:250ms}")
    void look() {
        if (listeners.isEmpty()) {
            return;
        }
        boolean heardOf = ++looks % LOOKS_UNTIL_HEARD_OF == 0;
        Set<JoinTicket> tickets =
                listeners.stream().map(listener -> listener.ticket).collect(Collectors.toSet());
        if (heardOf) {
            visitors.heardOf(tickets);
        }
        Map<JoinTicket, VisitView> views = room.views(guests(tickets));
        listeners.forEach(listener -> tell(listener, views.get(listener.ticket), heardOf));
    }

    /** A visit itself changes less often than what happens at its door, and is read less often. */
    private List<Guest> guests(Collection<JoinTicket> tickets) {
        if (looks % LOOKS_UNTIL_READ_AGAIN == 0) {
            known.clear();
        }
        return tickets.stream()
                .flatMap(ticket -> visitOf(ticket).map(visit -> door.guest(ticket, visit)).stream())
                .toList();
    }

    private Optional<Consultation> visitOf(JoinTicket ticket) {
        return Optional.ofNullable(known.computeIfAbsent(
                ticket.consultationId(), id -> consultations.find(id).orElse(null)));
    }

    /** Sends what is new; now and then a sign of life, without which nobody would notice that a page has gone. */
    private void tell(Listener listener, VisitView view, boolean anyway) {
        if (view == null || (view.equals(listener.told) && !anyway) || !listener.sending.compareAndSet(false, true)) {
            return;
        }
        listener.told = view;
        senders.execute(() -> {
            try {
                listener.emitter.send(
                        SseEmitter.event().name("state").data(new Told(room.now(), view), MediaType.APPLICATION_JSON));
            } catch (IOException | IllegalStateException gone) {
                listeners.remove(listener);
            } finally {
                listener.sending.set(false);
            }
        });
    }

    @Override
    public void start() {
        running.set(true);
    }

    /** Before the web server: it waits for open connections to end. */
    @Override
    public void stop() {
        running.set(false);
        listeners.forEach(listener -> listener.emitter.complete());
        senders.shutdown();
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    private static final class Listener {

        private final JoinTicket ticket;
        private final SseEmitter emitter;
        private final AtomicBoolean sending = new AtomicBoolean();
        private volatile VisitView told;

        Listener(JoinTicket ticket, SseEmitter emitter) {
            this.ticket = ticket;
            this.emitter = emitter;
        }
    }
}
