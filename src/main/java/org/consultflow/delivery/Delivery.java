package org.consultflow.delivery;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.delivery.Notice.DeliveryEvent;

/** One channel of a notice, held together with it. */
final class Delivery {

    private final Notice notice;
    private final UUID id;
    private final int chain;
    private final int position;
    private final String channel;
    private final Instant deadline;
    private DeliveryColumns now;
    private DeliveryColumns beforeStart;
    private boolean changed;
    private DeliveryState counted;

    Delivery(Notice notice, UUID id, int chain, int position, String channel, Instant deadline, DeliveryColumns now) {
        this.notice = notice;
        this.id = id;
        this.chain = chain;
        this.position = position;
        this.channel = channel;
        this.deadline = deadline;
        this.now = now;
        this.counted = now.state;
    }

    /** One that is not written yet: the first of a chain is to be sent now, the others wait. */
    static Delivery requested(Notice notice, int chain, int position, String channel, Instant now) {
        DeliveryColumns columns = new DeliveryColumns();
        columns.state = position == 0 ? DeliveryState.PENDING : DeliveryState.WAITING;
        columns.dueAt = now;
        return new Delivery(notice, TimeOrderedIds.next(), chain, position, channel, notice.deadline(), columns);
    }

    Notice notice() {
        return notice;
    }

    UUID id() {
        return id;
    }

    int chain() {
        return chain;
    }

    int position() {
        return position;
    }

    String channel() {
        return channel;
    }

    Instant deadline() {
        return deadline;
    }

    DeliveryState state() {
        return now.state;
    }

    String reason() {
        return now.reason;
    }

    Instant dueAt() {
        return now.dueAt;
    }

    int tries() {
        return now.tries;
    }

    UUID attemptId() {
        return now.attemptId;
    }

    String providerStatus() {
        return now.providerStatus;
    }

    Integer errorCode() {
        return now.errorCode;
    }

    /** Whether it is to be sent now. */
    boolean isToSend(Instant moment, Instant realNow) {
        return now.state == DeliveryState.PENDING
                && !now.dueAt.isAfter(moment)
                && (now.notBefore == null || !now.notBefore.isAfter(realNow));
    }

    /** Whether nothing was heard of it in time. */
    boolean isSilent(Instant moment, Instant heardBefore) {
        return (now.state == DeliveryState.SENT || now.state == DeliveryState.UNKNOWN)
                && now.silentAt != null
                && !now.silentAt.isAfter(moment)
                && (now.answeredAt == null || !now.answeredAt.isAfter(heardBefore));
    }

    void suppress(SuppressionReason why, Instant moment) {
        DeliveryColumns next = change();
        next.state = DeliveryState.SUPPRESSED;
        next.reason = why.name();
        next.waitsForProvider = false;
        event(null, "suppressed", null, why.word(), moment);
    }

    /**
     * The next try may start at once, or after a pause of real time.
     *
     * @param due from when on; null: as before
     */
    void makePending(Instant due, Instant notBefore) {
        DeliveryColumns next = change();
        next.state = DeliveryState.PENDING;
        next.notBefore = notBefore;
        next.silentAt = null;
        next.waitsForProvider = false;
        next.dueAt = due == null ? next.dueAt : due;
    }

    void pause(Instant notBefore) {
        change().notBefore = notBefore;
    }

    /** @return false if it was waiting already */
    boolean waitForProvider(Instant due) {
        DeliveryColumns next = change();
        boolean first = !next.waitsForProvider;
        next.waitsForProvider = true;
        next.dueAt = due;
        return first;
    }

    /** It is due at another moment, whose reason the event says; whether its provider is back does not matter then. */
    void putOff(Instant due, String event, String detail, Instant moment) {
        DeliveryColumns next = change();
        next.dueAt = due;
        next.waitsForProvider = false;
        event(null, event, null, detail, moment);
    }

    void startSending(UUID attempt, Instant silentAt) {
        beforeStart = now.copy();
        DeliveryColumns next = change();
        next.state = DeliveryState.SENDING;
        next.attemptId = attempt;
        next.tries++;
        next.waitsForProvider = false;
        next.silentAt = silentAt;
        next.answeredAt = null;
        next.providerStatus = null;
        next.errorCode = null;
        next.detail = null;
    }

    /** It is to be sent as before: another message to the same number has to end first. */
    void didNotStart() {
        now = beforeStart;
        changed = true;
    }

    /**
     * The provider has it, even if it was to be sent again.
     *
     * @param silentAt when the next channel goes if nothing is heard; where that was settled before, it stays
     */
    void isSent(Instant silentAt) {
        DeliveryColumns next = change();
        next.state = DeliveryState.SENT;
        next.silentAt = next.silentAt == null ? silentAt : next.silentAt;
        next.notBefore = null;
        next.waitsForProvider = false;
    }

    void setState(DeliveryState state) {
        change().state = state;
    }

    /** Keeps what the provider said; what is null stays. */
    void setAnswer(Instant answeredAt, ReceiptStatus status, Integer errorCode, String detail) {
        DeliveryColumns next = change();
        next.answeredAt = next.answeredAt == null ? answeredAt : next.answeredAt;
        next.providerStatus = status == null ? next.providerStatus : status.word();
        next.errorCode = errorCode == null ? next.errorCode : errorCode;
        next.detail = detail == null ? next.detail : detail;
    }

    void event(Integer attempt, String event, Integer errorCode, String detail, Instant moment) {
        notice.events().add(new DeliveryEvent(id, moment, attempt, event, null, errorCode, detail));
    }

    /** The provider said where an attempt stands. */
    void event(int attempt, ReceiptStatus status, Integer errorCode, String detail, Instant moment) {
        notice.events().add(new DeliveryEvent(id, moment, attempt, status.word(), status.word(), errorCode, detail));
    }

    /** From where to where it went since it was loaded, or since this was last asked. */
    Optional<StateChange> stateChange() {
        StateChange change = new StateChange(counted, now.state);
        counted = now.state;
        return change.from() == change.to() ? Optional.empty() : Optional.of(change);
    }

    record StateChange(DeliveryState from, DeliveryState to) {}

    boolean isChanged() {
        return changed;
    }

    /** It was written as it stands. */
    void written() {
        changed = false;
    }

    DeliveryUpdate row() {
        return new DeliveryUpdate(
                id,
                now.state,
                now.reason,
                now.dueAt,
                now.notBefore,
                now.silentAt,
                now.answeredAt,
                now.tries,
                now.attemptId,
                now.providerStatus,
                now.errorCode,
                now.detail,
                now.waitsForProvider);
    }

    private DeliveryColumns change() {
        changed = true;
        return now;
    }
}
