package org.consultflow.delivery;

import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Where receipts come in. Most of a flood is repeated, overtaken or about nothing: for those one read without a lock is all.
 * What is news is merged in one short transaction, which does not wait long for whoever is at the same notice.
 */
@Component
class ReceiptDesk implements Receipts {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptDesk.class);

    private final AttemptStore attempts;
    private final OutcomeRecorder outcomes;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final DeliverySettings settings;

    ReceiptDesk(
            AttemptStore attempts,
            OutcomeRecorder outcomes,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            DeliverySettings settings) {
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.settings = settings;
    }

    @Override
    public boolean record(Receipt receipt) {
        try {
            Optional<AttemptRow> attempt = attempts.find(receipt.attemptId());
            if (attempt.filter(it -> isNews(receipt, it)).isPresent()) {
                transaction.executeWithoutResult(merging -> {
                    jdbc.sql("select set_config('lock_timeout', :patience, true)")
                            .param("patience", settings.receiptPatience().toMillis() + "ms")
                            .query(String.class)
                            .single();
                    outcomes.record(receipt);
                });
            }
            return attempt.isPresent();
        } catch (DataAccessException | TransactionException notNow) {
            // locked for too long, or the database is away; what was thrown may quote values, the class does not
            LOG.warn(
                    "a receipt for attempt {} could not be taken: {}",
                    receipt.attemptId(),
                    notNow.getClass().getName());
            throw new BusyException();
        }
    }

    private static boolean isNews(Receipt receipt, AttemptRow attempt) {
        boolean open = attempt.state() == AttemptState.SENDING || attempt.state() == AttemptState.UNKNOWN;
        // not every provider names its message in a receipt
        boolean foreign = receipt.providerId() != null
                && attempt.providerId() != null
                && !attempt.providerId().equals(receipt.providerId());
        return !foreign && (open || receipt.status().isAbove(attempt.providerStatus()));
    }
}
