package org.consultflow.bulk;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction gathers and writes once, just before it commits: what is changed again within the same transaction costs
 * no statement of its own. With the transaction all is forgotten.
 *
 * @param <T> what is gathered
 */
public final class AtCommit<T> {

    private final Supplier<T> nothing;
    private final Consumer<T> write;
    private final Consumer<T> last;

    /**
     * @param nothing what there is at first
     * @param write writes what was gathered
     */
    public AtCommit(Supplier<T> nothing, Consumer<T> write) {
        this(nothing, write, write);
    }

    /**
     * @param nothing what there is at first
     * @param write writes what was gathered, while the transaction goes on
     * @param last writes it when nothing but the commit follows
     */
    public AtCommit(Supplier<T> nothing, Consumer<T> write, Consumer<T> last) {
        this.nothing = nothing;
        this.write = write;
        this.last = last;
    }

    /** @return what the present transaction has gathered; empty if it has nothing that is not written */
    @SuppressWarnings("unchecked")
    public Optional<T> gathered() {
        return Optional.ofNullable((T) TransactionSynchronizationManager.getResource(this));
    }

    /**
     * @return what the present transaction gathers, to be added to
     * @throws IllegalStateException outside of a transaction
     */
    public T gather() {
        return gathered().orElseGet(() -> {
            T first = nothing.get();
            TransactionSynchronizationManager.registerSynchronization(new WithTheTransaction());
            TransactionSynchronizationManager.bindResource(this, first);
            return first;
        });
    }

    /** Writes what was gathered so far: for who reads it from the database in the same transaction. */
    public void write() {
        write(write);
    }

    private void write(Consumer<T> how) {
        gathered().ifPresent(all -> {
            TransactionSynchronizationManager.unbindResource(this);
            how.accept(all);
        });
    }

    private final class WithTheTransaction implements TransactionSynchronization {

        private Object suspended;

        @Override
        public void suspend() {
            suspended = TransactionSynchronizationManager.unbindResourceIfPossible(AtCommit.this);
        }

        @Override
        public void resume() {
            if (suspended != null) {
                TransactionSynchronizationManager.bindResource(AtCommit.this, suspended);
            }
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write(last);
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResourceIfPossible(AtCommit.this);
        }
    }
}
