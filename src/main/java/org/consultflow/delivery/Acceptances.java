package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.bulk.Rows;
import org.consultflow.delivery.Answers.Answer;
import org.consultflow.delivery.Outcome.Accepted;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import static org.consultflow.delivery.NoticeStore.utc;

/**
 * The answer that nearly every call has: the provider took the message, and nothing else became known of it meanwhile. It is
 * written without reading first what stands there, and leaves the rows that {@link Statuses} would leave.
 */
@Repository
class Acceptances {

    private static final Rows<Acceptance> ACCEPTANCES = Rows.of("v", Acceptance.class);

    private final JdbcClient jdbc;
    private final Statuses statuses;
    private final Circuits circuits;
    private final DeliveryMeters meters;
    private final DeliverySettings settings;
    private final Clock clock;
    private final Clock realTime;

    Acceptances(
            JdbcClient jdbc,
            Statuses statuses,
            Circuits circuits,
            DeliveryMeters meters,
            DeliverySettings settings,
            Clock clock,
            @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.statuses = statuses;
        this.circuits = circuits;
        this.meters = meters;
        this.settings = settings;
        this.clock = clock;
        this.realTime = realTime;
    }

    /**
     * Writes those of these answers that are of this kind. The caller holds their notices.
     *
     * @return the attempts whose answers were written; all others have to be merged
     * @throws org.springframework.dao.DuplicateKeyException if a provider's id is another attempt's already
     */
    Set<UUID> write(List<Answer> answers) {
        Map<ReceiptStatus, List<Answer>> accepted = answers.stream()
                .filter(Acceptances::isPassedOn)
                .collect(Collectors.groupingBy(it -> ((Accepted) it.outcome()).status()));
        Set<UUID> written = new HashSet<>();
        accepted.forEach((status, alike) -> written.addAll(write(status, alike)));
        return written;
    }

    private static boolean isPassedOn(Answer answer) {
        return answer.outcome() instanceof Accepted accepted
                && accepted.status().isPassedOn();
    }

    private Set<UUID> write(ReceiptStatus status, List<Answer> answers) {
        Set<UUID> untouched = update(status, answers);
        List<Answer> written = answers.stream()
                .filter(it -> untouched.contains(it.attempt().id()))
                .toList();
        for (Answer answer : written) {
            circuits.answered(answer.attempt(), answer.row().channel(), answer.outcome());
            statuses.leaveTrail(answer.row(), answer.attempt(), status);
        }
        meters.passedOn(written.stream().map(Answer::row).toList());
        return untouched;
    }

    /** @return the attempts that stood as they were when their calls began, and their deliveries with them */
    private Set<UUID> update(ReceiptStatus status, List<Answer> answers) {
        List<Acceptance> acceptances = answers.stream().map(this::acceptance).toList();
        // without "is true" the index of leases may be read instead, and that holds the whole burst
        return Set.copyOf(jdbc.sql(
                        """
                        with accepted as (
                            update attempt a set state = 'ACCEPTED', provider_status = :status,
                                provider_id = v.provider_id, segments = v.segments, price_look_at = v.price_look_at,
                                taken_at = :now, taken_as = :status
                            from %s
                            where a.id = v.id and a.id = any(cast(:ids as uuid[])) and (a.state = 'SENDING') is true
                            returning a.id, a.delivery_id
                        ), passed_on as (
                            update delivery set state = 'SENT', provider_status = :status, answered_at = :real_now,
                                not_before = null
                            where id = any(array(select delivery_id from accepted)) and state = 'SENDING'
                        )
                        select id from accepted"""
                                .formatted(ACCEPTANCES.from()))
                .params(ACCEPTANCES.values(acceptances))
                .param("ids", Rows.ids(acceptances.stream().map(Acceptance::id).toList()))
                .param("status", status.word())
                .param("real_now", utc(realTime.instant()))
                .param("now", utc(clock.instant()))
                .query(UUID.class)
                .list());
    }

    private Acceptance acceptance(Answer answer) {
        Attempt attempt = answer.attempt();
        Accepted outcome = (Accepted) answer.outcome();
        Instant askPriceAt =
                attempt.askable() ? realTime.instant().plus(settings.prices().firstLook()) : null;
        return new Acceptance(attempt.id(), outcome.providerId(), outcome.segments(), askPriceAt);
    }

    /** What becomes known of an attempt; its components are named as the columns. */
    private record Acceptance(UUID id, String providerId, Integer segments, Instant priceLookAt) {}
}
