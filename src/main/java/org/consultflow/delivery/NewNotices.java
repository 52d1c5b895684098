package org.consultflow.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of notices and deliveries as they begin; afterwards they are {@link NoticeStore}'s. */
@Repository
class NewNotices {

    private static final Rows<NewNotice.Row> NOTICES = Rows.of("v", NewNotice.Row.class);
    private static final Rows<DeliveryRow> DELIVERIES = Rows.of("v", DeliveryRow.class);

    private final JdbcClient jdbc;
    private final DeliveryMeters meters;

    NewNotices(JdbcClient jdbc, DeliveryMeters meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Writes notices and their deliveries as they were requested; one that is there already stays as it is. */
    void insert(Collection<NewNotice> requested) {
        insertDeliveries(insertNotices(requested));
    }

    /**
     * Writes notices; their deliveries have to follow.
     *
     * @return those that were not there already
     */
    List<NewNotice> insertNotices(Collection<NewNotice> requested) {
        Set<UUID> written = jdbc.sql(
                        """
                        insert into notice (id, consultation_id, kind, schedule_revision, audience, occurrence, state,
                            reason, requested_at, due_at, deadline, call_if_unreached)
                        select id, consultation_id, kind, schedule_revision, audience, occurrence, state,
                            reason, requested_at, due_at, deadline, call_if_unreached
                        from %s
                        on conflict (consultation_id, kind, schedule_revision, audience, occurrence) do nothing
                        returning id"""
                                .formatted(NOTICES.from()))
                .params(NOTICES.values(requested.stream().map(NewNotice::row).toList()))
                .query(UUID.class)
                .set();
        List<NewNotice> news = requested.stream()
                .filter(notice -> written.contains(notice.row().id()))
                .toList();
        meters.requested(news);
        return news;
    }

    /** Writes the deliveries of new notices as they stand now. */
    void insertDeliveries(Collection<NewNotice> news) {
        List<DeliveryRow> deliveries = news.stream().flatMap(NewNotices::rows).toList();
        if (deliveries.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        insert into delivery (id, notice_id, consultation_id, audience, kind, requested_at, chain,
                            position, channel, deadline, state, reason, due_at, not_before, silent_at, tries,
                            attempt_id, waits_for_provider)
                        select id, notice_id, consultation_id, audience, kind, requested_at, chain,
                            position, channel, deadline, state, reason, due_at, not_before, silent_at, tries,
                            attempt_id, waits_for_provider
                        from %s"""
                                .formatted(DELIVERIES.from()))
                .params(DELIVERIES.values(deliveries))
                .update();
        news.forEach(it -> it.notice().deliveries().forEach(Delivery::written));
    }

    private static Stream<DeliveryRow> rows(NewNotice it) {
        NewNotice.Row notice = it.row();
        return it.notice().deliveries().stream()
                .map(delivery -> new DeliveryRow(
                        notice.id(),
                        notice.consultationId(),
                        notice.audience(),
                        notice.kind(),
                        notice.requestedAt(),
                        delivery.chain(),
                        delivery.position(),
                        delivery.channel(),
                        delivery.deadline(),
                        delivery.row()));
    }

    /** A row of {@code delivery}; its components are named as the columns. */
    private record DeliveryRow(
            UUID noticeId,
            UUID consultationId,
            String audience,
            String kind,
            Instant requestedAt,
            int chain,
            int position,
            String channel,
            Instant deadline,
            DeliveryUpdate now) {}
}
