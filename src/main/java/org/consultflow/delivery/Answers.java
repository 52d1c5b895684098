package org.consultflow.delivery;

import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what calls came to: the usual answers unread, all others merged with what stands there. */
@Component
class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private final NoticeStore notices;
    private final Acceptances acceptances;
    private final OutcomeRecorder outcomes;
    private final TransactionTemplate transaction;

    Answers(NoticeStore notices, Acceptances acceptances, OutcomeRecorder outcomes, TransactionTemplate transaction) {
        this.notices = notices;
        this.acceptances = acceptances;
        this.outcomes = outcomes;
        this.transaction = transaction;
    }

    /**
     * What a call came to.
     *
     * @param row as it was written with the attempt
     * @param attempt as it was written
     */
    record Answer(Delivery row, Attempt attempt, Outcome outcome) {}

    /** Writes answers, all at once or else each alone. */
    void record(List<Answer> answers) {
        try {
            together(answers);
        } catch (RuntimeException spoilt) {
            answers.forEach(this::alone);
        }
    }

    /** @throws org.springframework.dao.DataAccessException if one cannot be written with the others; then none is */
    void together(List<Answer> answers) {
        transaction.executeWithoutResult(tx -> {
            notices.hold(answers.stream().map(it -> it.row().notice().id()).toList());
            Set<UUID> written = acceptances.write(answers);
            List<Answer> others = answers.stream()
                    .filter(it -> !written.contains(it.attempt().id()))
                    .toList();
            if (!others.isEmpty()) {
                outcomes.merge(others);
            }
        });
    }

    private void alone(Answer answer) {
        try {
            outcomes.merge(List.of(answer));
        } catch (RuntimeException e) {
            // when the lease is over it is looked up; the message may hold contact data, the class does not
            LOG.error(
                    "the answer to attempt {} cannot be written: {}",
                    answer.attempt().id(),
                    e.getClass().getName());
        }
    }
}
