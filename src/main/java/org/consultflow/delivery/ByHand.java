package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person does about a notification that was requested. Whoever calls has locked the consultation, and asked whether
 * the message is still true.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ByHand {

    private final NoticeStore notices;
    private final Outbox outbox;
    private final LastResort lastResort;
    private final JdbcClient jdbc;
    private final Clock clock;

    ByHand(NoticeStore notices, Outbox outbox, LastResort lastResort, JdbcClient jdbc, Clock clock) {
        this.notices = notices;
        this.outbox = outbox;
        this.lastResort = lastResort;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Where a notification stands; it is locked until the transaction ends. */
    public Optional<Standing> lock(UUID noticeId) {
        return notices.lock(noticeId)
                .map(notice -> new Standing(
                        notice.key(),
                        notice.state() == NoticeState.REACHED || notice.state() == NoticeState.CALL_OBSOLETE,
                        notice.state() == NoticeState.CLOSED,
                        notice.state() == NoticeState.UNREACHED || notice.state() == NoticeState.CALL_REQUESTED));
    }

    /** Whether a channel of this notification may still arrive by itself, however often it was asked for. */
    public boolean isUnderWay(NoticeKey notice) {
        return jdbc.sql(
                        """
                        select exists (select 1 from notice n join delivery d on d.notice_id = n.id
                            where n.consultation_id = :consultation and n.kind = :kind and n.schedule_revision = :revision
                            and n.audience = :audience
                            and d.state in ('WAITING', 'PENDING', 'SENDING', 'UNKNOWN', 'SENT'))""")
                .param("consultation", notice.consultationId())
                .param("kind", notice.kind())
                .param("revision", notice.scheduleRevision())
                .param("audience", notice.audience())
                .query(Boolean.class)
                .single();
    }

    /**
     * Requests the same once more, as its next occurrence, by one channel.
     *
     * @param deadline when it stops to be of use
     * @param callIfUnreached whether a person is asked to phone if it does not arrive
     */
    public void again(NoticeKey notice, String channel, Instant deadline, boolean callIfUnreached) {
        int last = jdbc.sql(
                        """
                        select max(occurrence) from notice where consultation_id = :consultation and kind = :kind
                            and schedule_revision = :revision and audience = :audience""")
                .param("consultation", notice.consultationId())
                .param("kind", notice.kind())
                .param("revision", notice.scheduleRevision())
                .param("audience", notice.audience())
                .query(Integer.class)
                .single();
        NoticeKey next = new NoticeKey(
                notice.consultationId(), notice.kind(), notice.scheduleRevision(), notice.audience(), last + 1);
        outbox.request(next, new Chains(List.of(List.of(channel))), deadline, callIfUnreached);
    }

    /**
     * Somebody told it by phone: what has not left stays at home, what is being sent finishes, and the task to phone ends if
     * there is one.
     */
    public void doneByPhone(UUID noticeId) {
        Notice notice = notices.lock(noticeId).orElseThrow();
        notice.deliveries().stream()
                .filter(row -> row.state() == DeliveryState.PENDING || row.state() == DeliveryState.WAITING)
                .forEach(row -> row.suppress(WholeChain.DONE_BY_PHONE, clock.instant()));
        notice.setState(NoticeState.CLOSED, null);
        notices.save(List.of(notice));
        lastResort.callMade(noticeId);
    }

    /**
     * Where a notification stands.
     *
     * @param notice what was told to whom
     * @param reached whether one of its chains arrived
     * @param closed whether nobody is to be told any more: it was not to be sent, or somebody told it by phone
     * @param callAsked whether a person is asked to phone, or about to be
     */
    public record Standing(NoticeKey notice, boolean reached, boolean closed, boolean callAsked) {}
}
