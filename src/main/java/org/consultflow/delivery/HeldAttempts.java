package org.consultflow.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.consultflow.delivery.AttemptStore.Binding;

/** Attempts whose notices are locked: what is worked on in one transaction. */
final class HeldAttempts {

    private final List<Notice> notices;
    private final Map<UUID, Held> held = new HashMap<>();
    private final List<Binding> bindings = new ArrayList<>();
    private final List<UUID> arrived = new ArrayList<>();
    private Set<UUID> foreign = Set.of();

    /** @param found attempts, of which those count whose notice is among the locked ones */
    HeldAttempts(List<Notice> locked, Map<UUID, Attempt> found) {
        notices = locked;
        Map<UUID, Delivery> rows = new HashMap<>();
        locked.forEach(notice -> notice.deliveries().forEach(row -> rows.put(row.id(), row)));
        found.values().stream()
                .filter(attempt -> rows.containsKey(attempt.deliveryId()))
                .forEach(attempt -> held.put(attempt.id(), new Held(rows.get(attempt.deliveryId()), attempt)));
    }

    Optional<Held> find(UUID attempt) {
        return Optional.ofNullable(held.get(attempt));
    }

    /** Somebody says that this attempt is the provider's message of this id; null: nobody says. */
    void bind(UUID attempt, String providerId) {
        find(attempt)
                .map(Held::attempt)
                .filter(it -> providerId != null && it.providerId() == null)
                .ifPresent(it -> bindings.add(new Binding(it.id(), it.provider(), providerId)));
    }

    List<Binding> bindings() {
        return bindings;
    }

    /** @param attempts those whose binding belongs to another attempt already */
    void foreign(Set<UUID> attempts) {
        foreign = attempts;
    }

    /** Whether the provider's message is another attempt's. */
    boolean isForeign(Attempt attempt, String providerId) {
        return providerId != null
                && (attempt.providerId() == null
                        ? foreign.contains(attempt.id())
                        : !attempt.providerId().equals(providerId));
    }

    /** There is proof. */
    void arrived(Attempt attempt) {
        arrived.add(attempt.id());
    }

    List<UUID> arrived() {
        return arrived;
    }

    List<Notice> notices() {
        return notices;
    }

    Collection<Attempt> attempts() {
        return held.values().stream().map(Held::attempt).toList();
    }

    /** An attempt and its delivery. */
    record Held(Delivery row, Attempt attempt) {

        boolean isCurrent() {
            return attempt.id().equals(row.attemptId());
        }
    }
}
