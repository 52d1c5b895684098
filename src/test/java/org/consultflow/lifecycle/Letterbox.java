package org.consultflow.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.consultflow.notification.Notifications;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What was told, as far as it was committed. */
final class Letterbox implements Notifications {

    private final Map<UUID, Integer> told = new ConcurrentHashMap<>();
    private final List<Object> transactions = new CopyOnWriteArrayList<>();
    private final Set<UUID> failing = ConcurrentHashMap.newKeySet();
    private final Map<UUID, Runnable> once = new ConcurrentHashMap<>();

    void clear() {
        told.clear();
        transactions.clear();
        failing.clear();
        once.clear();
    }

    void failFor(UUID consultation) {
        failing.add(consultation);
    }

    /** Happens the first time only. */
    void whenToldOf(UUID consultation, Runnable meanwhile) {
        once.put(consultation, meanwhile);
    }

    Map<UUID, Integer> told() {
        return Map.copyOf(told);
    }

    long transactions() {
        return transactions.size();
    }

    @Override
    public void prepare(Collection<UUID> consultationIds) {
        // nothing is read here
    }

    @Override
    public void tell(UUID consultationId, String kind, String audience) {
        if (failing.contains(consultationId)) {
            throw new IllegalStateException("said by the far end");
        }
        Runnable meanwhile = once.remove(consultationId);
        if (meanwhile != null) {
            Thread other = new Thread(meanwhile);
            other.start();
            try {
                other.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        if (!TransactionSynchronizationManager.hasResource(this)) {
            TransactionSynchronizationManager.bindResource(this, new ArrayList<UUID>());
            TransactionSynchronizationManager.registerSynchronization(new Committed());
        }
        asked().add(consultationId);
    }

    @SuppressWarnings("unchecked")
    private List<UUID> asked() {
        return (List<UUID>) TransactionSynchronizationManager.getResource(this);
    }

    private final class Committed implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            transactions.add(this);
            asked().forEach(consultation -> told.merge(consultation, 1, Integer::sum));
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(Letterbox.this);
        }
    }
}
