package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.delivery.SuppressionReason.WholeChain;

/**
 * A notice that is to be written, with its deliveries.
 *
 * @param notice nobody else can know it before it is committed
 */
record NewNotice(Row row, Notice notice) {

    /** The first channel of each chain is to be sent, the others wait. */
    static NewNotice of(NoticeKey key, Chains chains, Instant now, Instant deadline, boolean callIfUnreached) {
        Row row = Row.of(key, NoticeState.OPEN, null, now, deadline, callIfUnreached);
        Notice notice = notice(row, key);
        for (int chain = 0; chain < chains.chains().size(); chain++) {
            List<String> channels = chains.chains().get(chain);
            for (int position = 0; position < channels.size(); position++) {
                notice.deliveries().add(Delivery.requested(notice, chain, position, channels.get(position), now));
            }
        }
        return new NewNotice(row, notice);
    }

    /** One that is not sent. */
    static NewNotice suppressed(NoticeKey key, WholeChain reason, Instant now) {
        Row row = Row.of(key, NoticeState.CLOSED, reason, now, now, false);
        return new NewNotice(row, notice(row, key));
    }

    private static Notice notice(Row row, NoticeKey key) {
        return new Notice(row.id, key, row.state, row.reason, row.deadline, row.callIfUnreached);
    }

    /** The row of {@code notice}; its components are named as the columns. */
    record Row(
            UUID id,
            UUID consultationId,
            String kind,
            int scheduleRevision,
            String audience,
            int occurrence,
            NoticeState state,
            String reason,
            Instant requestedAt,
            Instant dueAt,
            Instant deadline,
            boolean callIfUnreached) {

        private static Row of(
                NoticeKey key, NoticeState state, WholeChain reason, Instant now, Instant deadline, boolean call) {
            return new Row(
                    TimeOrderedIds.next(),
                    key.consultationId(),
                    key.kind(),
                    key.scheduleRevision(),
                    key.audience(),
                    key.occurrence(),
                    state,
                    reason == null ? null : reason.name(),
                    now,
                    now,
                    deadline,
                    call);
        }
    }
}
