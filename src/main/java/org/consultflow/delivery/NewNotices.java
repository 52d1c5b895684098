package org.consultflow.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of notices and deliveries as they begin; afterwards they are {@link NoticeStore}'s. */
@Repository
class NewNotices {

    private final JdbcClient jdbc;
    private final DeliveryMeters meters;

    NewNotices(JdbcClient jdbc, DeliveryMeters meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** Writes notices and their deliveries; one that is there already stays as it is. */
    void insert(Collection<NewNotice> requested) {
        Set<UUID> written = jdbc.sql(
                        """
                        insert into notice (id, consultation_id, kind, schedule_revision, audience, occurrence, state,
                            reason, requested_at, due_at, deadline, call_if_unreached)
                        select id, consultation_id, kind, schedule_revision, audience, occurrence, state,
                            reason, requested_at, due_at, deadline, call_if_unreached
                        from json_populate_recordset(null::notice, cast(:rows as json))
                        on conflict (consultation_id, kind, schedule_revision, audience, occurrence) do nothing
                        returning id""")
                .param("rows", Rows.json(requested.stream().map(NewNotice::row).toList()))
                .query(UUID.class)
                .set();
        List<NewNotice> news = requested.stream()
                .filter(notice -> written.contains(notice.row().id()))
                .toList();
        meters.requested(news);
        List<NewNotice.DeliveryRow> deliveries =
                news.stream().flatMap(notice -> notice.deliveries().stream()).toList();
        if (!deliveries.isEmpty()) {
            jdbc.sql(
                            """
                            insert into delivery (id, notice_id, consultation_id, audience, kind, requested_at, chain,
                                position, channel, state, due_at, deadline)
                            select id, notice_id, consultation_id, audience, kind, requested_at, chain,
                                position, channel, state, due_at, deadline
                            from json_populate_recordset(null::delivery, cast(:rows as json))""")
                    .param("rows", Rows.json(deliveries))
                    .update();
        }
    }
}
