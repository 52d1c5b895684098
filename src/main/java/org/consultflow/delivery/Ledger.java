package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was sent, what was not, and why: read by whoever wants to know. */
@Repository
public class Ledger {

    private final JdbcClient jdbc;

    Ledger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Everything about a consultation's notices, oldest first. */
    public List<LedgerEntry> of(UUID consultationId) {
        return jdbc.sql(
                        """
                        select * from (
                            select n.requested_at as at, n.id as notice_id, n.kind, n.audience, n.schedule_revision, null as channel,
                                case when n.state = 'CLOSED' and d.id is null then 'suppressed' else 'requested' end as what,
                                case when d.id is null then n.reason end as reason,
                                null as status, null::int as code, null as detail, 0 as step, 0::bigint as event_id
                            from notice n
                            left join lateral (select id from delivery where notice_id = n.id limit 1) d on true
                            where n.consultation_id = :id
                            union all
                            select e.happened_at, n.id, n.kind, n.audience, n.schedule_revision, d.channel, e.event,
                                case e.event when 'suppressed' then d.reason when 'deferred' then 'QUIET_HOURS' when 'held' then 'PAUSED' end,
                                e.provider_status, e.error_code, case when e.event = 'suppressed' then null else e.detail end, 1, e.id
                            from delivery_event e
                            join delivery d on d.id = e.delivery_id
                            join notice n on n.id = d.notice_id
                            where d.consultation_id = :id
                            union all
                            select own.at, n.id, n.kind, n.audience, n.schedule_revision, d.channel, own.what,
                                null, own.status, null, null, 1, own.place
                            from attempt a
                            join delivery d on d.id = a.delivery_id
                            join notice n on n.id = d.notice_id
                            cross join lateral (values (a.started_at, 'sending', null, -1), (a.taken_at, a.taken_as, a.taken_as, 0))
                                own (at, what, status, place)
                            where d.consultation_id = :id and own.at is not null
                            union all
                            select n.call_requested_at, n.id, n.kind, n.audience, n.schedule_revision, null, 'call-requested',
                                n.reason, null, null, null, 2, 0
                            from notice n where n.consultation_id = :id and n.call_requested_at is not null
                        ) entries
                        order by at, step, event_id""")
                .param("id", consultationId)
                .query((row, number) -> new LedgerEntry(
                        NoticeStore.instant(row, "at"),
                        row.getObject("notice_id", UUID.class),
                        row.getString("kind"),
                        row.getString("audience"),
                        row.getInt("schedule_revision"),
                        row.getString("channel"),
                        row.getString("what"),
                        row.getString("reason"),
                        row.getString("status"),
                        row.getObject("code", Integer.class),
                        row.getString("detail")))
                .list();
    }

    /**
     * A line of the ledger; what does not apply is null.
     *
     * @param at when, by the adjustable clock
     * @param noticeId the notification it is about
     * @param kind what was told
     * @param audience to whom
     * @param scheduleRevision about which schedule
     * @param channel by which channel
     * @param what happened
     * @param reason name of the reason why not
     * @param providerStatus the provider's word
     * @param errorCode the provider's code
     * @param detail in words, without contact data
     */
    public record LedgerEntry(
            Instant at,
            UUID noticeId,
            String kind,
            String audience,
            int scheduleRevision,
            String channel,
            String what,
            String reason,
            String providerStatus,
            Integer errorCode,
            String detail) {}
}
