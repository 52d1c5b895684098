package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.AttemptStore.Begun;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a message to nobody's consultation, to see whether a channel works. It is a delivery like any other: its attempt is
 * bound, looked up, priced and kept in the ledger, so that no other attempt takes its message for its own. It is sent once
 * and never again.
 */
@Component
public class TestMessages {

    /** The kind under which the ledger keeps them. */
    public static final String KIND = "channel-test";

    private static final Duration USEFUL_FOR = Duration.ofMinutes(5);
    private static final Duration RATE_WINDOW = Duration.ofMinutes(1);
    // so that two at once do not both take the last place
    private static final long RATE_LOCK = 8_090_718_236_911L;

    private final NewNotices news;
    private final NoticeStore notices;
    private final AttemptStore attempts;
    private final OutcomeRecorder outcomes;
    private final Courier courier;
    private final Circuits circuits;
    private final Vault vault;
    private final DeliverySettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Clock realTime;

    TestMessages(
            NewNotices news,
            NoticeStore notices,
            AttemptStore attempts,
            OutcomeRecorder outcomes,
            Courier courier,
            Circuits circuits,
            Vault vault,
            DeliverySettings settings,
            JdbcClient jdbc,
            TransactionTemplate transaction,
            Clock clock,
            @RealTime Clock realTime) {
        this.news = news;
        this.notices = notices;
        this.attempts = attempts;
        this.outcomes = outcomes;
        this.courier = courier;
        this.circuits = circuits;
        this.vault = vault;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.realTime = realTime;
    }

    /**
     * Sends one message, outside of any transaction.
     *
     * @param address number in E.164, or e-mail address; whether it may be written to is the caller's to know
     * @param addressKey a key for the address that says nothing about it
     * @return the attempt, to be asked about with {@link #standing}
     * @throws TooManyTestsException if there were too many within the last minute of real time
     * @throws UnresolvedMessageException if nobody knows yet what became of an earlier message to this address
     */
    public UUID send(String channel, String address, String addressKey, Content content) {
        Started started = transaction.execute(status -> start(channel, address, addressKey, content.version()));
        Attempt attempt = started.attempt();
        Outcome outcome = courier.send(new OutgoingMessage(
                attempt.id(), attempt.deliveryId(), channel, attempt.provider(), address, USEFUL_FOR, content));
        outcomes.merge(List.of(new Answer(started.delivery(), attempt, outcome)));
        return attempt.id();
    }

    private record Started(Delivery delivery, Attempt attempt) {}

    private Started start(String channel, String address, String addressKey, String words) {
        jdbc.sql("select pg_advisory_xact_lock(:lock)")
                .param("lock", RATE_LOCK)
                .query((row, number) -> 0)
                .list();
        Instant realNow = realTime.instant();
        if (sentSince(realNow.minus(RATE_WINDOW)) >= settings.testsAMinute()) {
            throw new TooManyTestsException();
        }
        Instant now = clock.instant();
        NoticeKey key = new NoticeKey(UUID.randomUUID(), KIND, 0, "clinic", 0);
        // its deadline is now: what could not be sent at once is not sent later
        NewNotice requested = NewNotice.of(key, new Chains(List.of(List.of(channel))), now, now, false);
        news.insert(List.of(requested));
        Notice notice = requested.notice();
        Delivery delivery = notice.deliveries().get(0);
        UUID attemptId = UUID.randomUUID();
        // who tries a channel wants to know what its provider says, even if nothing else is sent there now
        Way way = circuits.choose(channel, attemptId)
                .orElseGet(() -> courier.waysOut(channel).get(0));
        Attempt attempt = new Attempt(attemptId, delivery, way, vault.seal(address), realNow);
        Begun begun = Begun.of(attempt, way.senderKey(), addressKey, now, realNow.plus(settings.lease()), words);
        if (attempts.insert(List.of(begun)).isEmpty()) {
            circuits.release(way, attemptId);
            throw new UnresolvedMessageException();
        }
        delivery.startSending(attempt.id(), now.plus(settings.silence()));
        notices.save(List.of(notice));
        return new Started(delivery, attempt);
    }

    private long sentSince(Instant moment) {
        return jdbc.sql(
                        """
                        select count(*) from delivery d join attempt a on a.id = d.attempt_id
                        where d.kind = :kind and a.claimed_at > :moment""")
                .param("kind", KIND)
                .param("moment", NoticeStore.utc(moment))
                .query(Long.class)
                .single();
    }

    /** Where a test stands now. */
    public Standing standing(UUID attempt) {
        return jdbc.sql(
                        """
                        select a.state = 'ACCEPTED' as accepted, d.state, a.provider, a.provider_id, a.provider_status, d.error_code, d.detail
                        from attempt a join delivery d on d.id = a.delivery_id where a.id = :id""")
                .param("id", attempt)
                .query((row, number) -> new Standing(
                        row.getBoolean("accepted"),
                        DeliveryState.valueOf(row.getString("state")).arrived(),
                        DeliveryState.valueOf(row.getString("state")) == DeliveryState.FAILED,
                        row.getString("provider"),
                        row.getString("provider_id"),
                        row.getString("provider_status"),
                        row.getObject("error_code", Integer.class),
                        row.getString("detail")))
                .single();
    }

    /**
     * Where a test stands; what is not known is null.
     *
     * @param accepted whether the provider took it
     * @param delivered whether there is proof of arrival
     * @param failed whether it will not arrive
     * @param provider by whom it was sent
     * @param providerId the provider's id of the message
     * @param providerStatus the provider's word
     * @param errorCode the provider's code
     * @param detail in words, for people
     */
    public record Standing(
            boolean accepted,
            boolean delivered,
            boolean failed,
            String provider,
            String providerId,
            String providerStatus,
            Integer errorCode,
            String detail) {}

    /** There were too many tests within the last minute. */
    public static class TooManyTestsException extends RuntimeException {}

    /** Nobody knows yet what became of an earlier message to this address. */
    public static class UnresolvedMessageException extends RuntimeException {}
}
