package org.consultflow.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.delivery.SuppressionReason.WholeChain;

/** A notice that is to be written, with its deliveries. */
record NewNotice(Row row, List<DeliveryRow> deliveries) {

    /** The first channel of each chain is to be sent, the others wait. */
    static NewNotice of(NoticeKey key, Chains chains, Instant now, Instant deadline, boolean callIfUnreached) {
        Row row = Row.of(key, NoticeState.OPEN, null, now, deadline, callIfUnreached);
        List<DeliveryRow> deliveries = new ArrayList<>();
        for (int chain = 0; chain < chains.chains().size(); chain++) {
            List<String> channels = chains.chains().get(chain);
            for (int position = 0; position < channels.size(); position++) {
                DeliveryState state = position == 0 ? DeliveryState.PENDING : DeliveryState.WAITING;
                deliveries.add(DeliveryRow.of(row, chain, position, channels.get(position), state));
            }
        }
        return new NewNotice(row, deliveries);
    }

    /** One that is not sent. */
    static NewNotice suppressed(NoticeKey key, WholeChain reason, Instant now) {
        return new NewNotice(Row.of(key, NoticeState.CLOSED, reason, now, now, false), List.of());
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

    /** A row of {@code delivery}; its components are named as the columns. */
    record DeliveryRow(
            UUID id,
            UUID noticeId,
            UUID consultationId,
            String audience,
            String kind,
            Instant requestedAt,
            int chain,
            int position,
            String channel,
            DeliveryState state,
            Instant dueAt,
            Instant deadline) {

        private static DeliveryRow of(Row notice, int chain, int position, String channel, DeliveryState state) {
            return new DeliveryRow(
                    TimeOrderedIds.next(),
                    notice.id,
                    notice.consultationId,
                    notice.audience,
                    notice.kind,
                    notice.requestedAt,
                    chain,
                    position,
                    channel,
                    state,
                    notice.requestedAt,
                    notice.deadline);
        }
    }
}
