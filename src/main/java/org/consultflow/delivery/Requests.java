package org.consultflow.delivery;

import java.util.ArrayList;
import java.util.List;

import org.consultflow.bulk.AtCommit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What a transaction asks for, written all at once just before it commits: the engine runs many due timers in one, and each
 * asks for a message.
 */
@Component
class Requests {

    private final NewNotices news;
    private final AtCommit<List<NewNotice>> waiting;
    private final Hint hint;

    Requests(NewNotices news, FirstHand firstHand, Hint hint) {
        this.news = news;
        this.waiting = new AtCommit<>(ArrayList::new, this::writeEarly, firstHand::write);
        this.hint = hint;
    }

    /** In the caller's transaction. */
    void add(NewNotice notice) {
        waiting.gather().add(notice);
    }

    /** Writes what was asked for so far: for who has to read it in the same transaction. */
    void write() {
        waiting.write();
    }

    private void writeEarly(List<NewNotice> requested) {
        TransactionSynchronizationManager.registerSynchronization(new HintAfterCommit());
        news.insert(requested);
    }

    private final class HintAfterCommit implements TransactionSynchronization {

        @Override
        public void afterCommit() {
            hint.give();
        }
    }
}
