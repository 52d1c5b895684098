package org.consultflow.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A notification and all its deliveries, held by whoever has the lock on its row. What is changed here is written by
 * {@link NoticeStore#save}, for many notices at once.
 */
final class Notice {

    private final UUID id;
    private final NoticeKey key;
    private final Instant deadline;
    private final boolean callIfUnreached;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<DeliveryEvent> events = new ArrayList<>();
    private NoticeState state;
    private String reason;
    private boolean changed;
    private NoticeState counted;

    Notice(UUID id, NoticeKey key, NoticeState state, String reason, Instant deadline, boolean callIfUnreached) {
        this.id = id;
        this.key = key;
        this.state = state;
        this.counted = state;
        this.reason = reason;
        this.deadline = deadline;
        this.callIfUnreached = callIfUnreached;
    }

    UUID id() {
        return id;
    }

    NoticeKey key() {
        return key;
    }

    NoticeState state() {
        return state;
    }

    /** Why it stands as it does, in a code word; or null. */
    String reason() {
        return reason;
    }

    /** When it stops to be of use. */
    Instant deadline() {
        return deadline;
    }

    /** Whether a person is asked to phone if no chain arrives. */
    boolean callIfUnreached() {
        return callIfUnreached;
    }

    /** By chain and position. */
    List<Delivery> deliveries() {
        return deliveries;
    }

    /** @throws java.util.NoSuchElementException if it is another notice's */
    Delivery delivery(UUID delivery) {
        return deliveries.stream()
                .filter(row -> row.id().equals(delivery))
                .findFirst()
                .orElseThrow();
    }

    /** @param word why, in a code word; null: what was known before stays */
    void setState(NoticeState to, String word) {
        changed |= state != to || word != null;
        state = to;
        reason = word == null ? reason : word;
    }

    /** Where it stands now, if it stood elsewhere when it was loaded or when this was last asked. */
    Optional<NoticeState> stateChange() {
        boolean moved = counted != state;
        counted = state;
        return moved ? Optional.of(state) : Optional.empty();
    }

    boolean isChanged() {
        return changed;
    }

    /** What happened since it was loaded, in order. */
    List<DeliveryEvent> events() {
        return events;
    }

    /** A row of {@code delivery_event}; its components are named as the columns. */
    record DeliveryEvent(
            UUID deliveryId,
            Instant happenedAt,
            Integer attempt,
            String event,
            String providerStatus,
            Integer errorCode,
            String detail) {}
}
