package org.consultflow.delivery;

import java.util.ArrayList;
import java.util.List;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction asks for, written all at once just before it commits: the engine runs many due timers in one, and each
 * asks for a message.
 */
@Component
class Requests {

    private final NoticeStore notices;
    private final Hint hint;

    Requests(NoticeStore notices, Hint hint) {
        this.notices = notices;
        this.hint = hint;
    }

    /** In the caller's transaction. */
    void add(NewNotice notice) {
        waiting().add(notice);
    }

    /** Writes what was asked for so far: for who has to read it in the same transaction. */
    void write() {
        List<NewNotice> waiting = waiting();
        if (!waiting.isEmpty()) {
            notices.insert(waiting);
            waiting.clear();
        }
    }

    @SuppressWarnings("unchecked")
    private List<NewNotice> waiting() {
        List<NewNotice> waiting = (List<NewNotice>) TransactionSynchronizationManager.getResource(this);
        if (waiting == null) {
            waiting = new ArrayList<>();
            TransactionSynchronizationManager.bindResource(this, waiting);
            TransactionSynchronizationManager.registerSynchronization(new WriteBeforeCommit());
        }
        return waiting;
    }

    private final class WriteBeforeCommit implements TransactionSynchronization {

        private Object suspended;

        @Override
        public void suspend() {
            suspended = TransactionSynchronizationManager.unbindResource(Requests.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(Requests.this, suspended);
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            write();
        }

        @Override
        public void afterCommit() {
            hint.give();
        }

        @Override
        public void beforeCompletion() {
            TransactionSynchronizationManager.unbindResource(Requests.this);
        }
    }
}
