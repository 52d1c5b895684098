package org.consultflow.consultation;

import java.util.function.Supplier;

import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a command as one transaction, and again from its beginning when somebody else moved the same things at the same
 * time: the engine (optimistic locking), or a twin of the same booking. A command within a larger one is part of that and
 * repeated with it.
 */
@Component
public class CommandTransactions {

    private static final int TRIES = 6;

    private final TransactionTemplate transaction;
    private final RetryTemplate retry = RetryTemplate.builder()
            .maxAttempts(TRIES)
            .exponentialBackoff(20, 2, 500, true)
            .retryOn(ConcurrencyFailureException.class)
            .retryOn(DuplicateKeyException.class)
            .build();

    CommandTransactions(PlatformTransactionManager manager) {
        this.transaction = new TransactionTemplate(manager);
    }

    /**
     * @param command may be run several times; what it throws takes everything back
     * @return what the command answered when it came through
     */
    public <T> T run(Supplier<T> command) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return command.get();
        }
        return retry.execute(attempt -> transaction.execute(status -> command.get()));
    }
}
