package org.consultflow.bulk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction that works on many has read for all of them at once, so that each is spared a question of its own. Whoever
 * writes one forgets it first; with the transaction all is forgotten. Outside of a transaction nothing is kept.
 *
 * @param <K> by what it is found
 * @param <V> what was read
 */
public final class ReadAhead<K, V> {

    /** Keeps what was read until the present transaction ends. */
    public void keep(Map<K, V> read) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            kept().putAll(read);
        }
    }

    /** @return empty if it was not read ahead, or has been written since */
    public Optional<V> get(K key) {
        Map<K, V> kept = bound();
        return kept == null ? Optional.empty() : Optional.ofNullable(kept.get(key));
    }

    /** It is about to be written. */
    public void forget(K key) {
        Map<K, V> kept = bound();
        if (kept != null) {
            kept.remove(key);
        }
    }

    @SuppressWarnings("unchecked")
    private Map<K, V> bound() {
        return (Map<K, V>) TransactionSynchronizationManager.getResource(this);
    }

    private Map<K, V> kept() {
        Map<K, V> kept = bound();
        if (kept == null) {
            kept = new HashMap<>();
            TransactionSynchronizationManager.bindResource(this, kept);
            TransactionSynchronizationManager.registerSynchronization(new WithTheTransaction());
        }
        return kept;
    }

    private final class WithTheTransaction implements TransactionSynchronization {

        private Object suspended;

        @Override
        public void suspend() {
            suspended = TransactionSynchronizationManager.unbindResource(ReadAhead.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(ReadAhead.this, suspended);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(ReadAhead.this);
        }
    }
}
