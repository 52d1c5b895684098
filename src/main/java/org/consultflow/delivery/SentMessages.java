package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.instant;

/** What was sent to an address, for whoever has to make sense of an answer. */
@Repository
public class SentMessages {

    private static final int AT_MOST = 200;

    private final JdbcClient jdbc;

    SentMessages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The notices of which a message left to this address, by whichever channel, newest first; no more than the last 200.
     * A message counts while nobody knows that it did not arrive.
     *
     * @param addressKey the key that {@link Correspondence.Clear} names
     */
    public List<SentMessage> to(String addressKey) {
        return jdbc.sql(
                        """
                        select n.consultation_id, n.kind, n.schedule_revision, n.audience, n.occurrence,
                            max(a.started_at) as sent_at
                        from attempt a
                        join delivery d on d.id = a.delivery_id
                        join notice n on n.id = d.notice_id
                        where a.recipient_key = :key and a.state in ('SENDING', 'UNKNOWN', 'ACCEPTED')
                            and coalesce(a.provider_status, '') not in ('failed', 'undelivered')
                        group by n.id
                        order by sent_at desc
                        limit :atMost""")
                .param("key", addressKey)
                .param("atMost", AT_MOST)
                .query((row, number) -> new SentMessage(
                        new NoticeKey(
                                row.getObject("consultation_id", java.util.UUID.class),
                                row.getString("kind"),
                                row.getInt("schedule_revision"),
                                row.getString("audience"),
                                row.getInt("occurrence")),
                        instant(row, "sent_at")))
                .list();
    }

    /**
     * A notice that left.
     *
     * @param notice what it was
     * @param sentAt when it left last, by the adjustable clock
     */
    public record SentMessage(NoticeKey notice, Instant sentAt) {}
}
