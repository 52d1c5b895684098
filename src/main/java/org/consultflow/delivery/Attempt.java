package org.consultflow.delivery;

import java.time.Instant;
import java.util.UUID;

/** One try of a delivery. Whoever changes it holds its notice; {@link AttemptStore#save} writes what was changed. */
final class Attempt {

    private final UUID id;
    private final UUID deliveryId;
    private final int number;
    private final String provider;
    private final boolean askable;
    private final byte[] recipientSealed;
    private final Instant claimedAt;
    private AttemptState state;
    private int looks;
    private String providerId;
    private ReceiptStatus providerStatus;
    private Integer errorCode;
    private String detail;
    private Integer segments;
    private Instant lookAt;
    private Instant priceLookAt;
    private Instant takenAt;
    private ReceiptStatus takenAs;
    private boolean changed;

    /** An attempt that begins. */
    Attempt(UUID id, Delivery delivery, Way way, byte[] recipientSealed, Instant claimedAt) {
        this(
                id,
                delivery.id(),
                delivery.tries() + 1,
                way.provider(),
                way.canBeAsked(),
                recipientSealed,
                claimedAt,
                new Standing(AttemptState.SENDING, 0, null, null, null, null));
    }

    Attempt(
            UUID id,
            UUID deliveryId,
            int number,
            String provider,
            boolean askable,
            byte[] recipientSealed,
            Instant claimedAt,
            Standing standing) {
        this.id = id;
        this.deliveryId = deliveryId;
        this.number = number;
        this.provider = provider;
        this.askable = askable;
        this.recipientSealed = recipientSealed;
        this.claimedAt = claimedAt;
        this.state = standing.state;
        this.looks = standing.looks;
        this.providerId = standing.providerId;
        this.providerStatus = standing.providerStatus;
        this.errorCode = standing.errorCode;
        this.detail = standing.detail;
    }

    UUID id() {
        return id;
    }

    UUID deliveryId() {
        return deliveryId;
    }

    /** 1 for the first try. */
    int number() {
        return number;
    }

    String provider() {
        return provider;
    }

    /** Whether the provider can be asked what became of it. */
    boolean askable() {
        return askable;
    }

    byte[] recipientSealed() {
        return recipientSealed;
    }

    /** By real time. */
    Instant claimedAt() {
        return claimedAt;
    }

    AttemptState state() {
        return state;
    }

    /** How often it was looked up in vain. */
    int looks() {
        return looks;
    }

    String providerId() {
        return providerId;
    }

    ReceiptStatus providerStatus() {
        return providerStatus;
    }

    /** Its call is under way, or nobody knows what became of it. */
    boolean isOpen() {
        return state == AttemptState.SENDING || state == AttemptState.UNKNOWN;
    }

    /** @return false if it was resolved before */
    boolean resolve(AttemptState to, Integer code, String words) {
        if (!isOpen()) {
            return false;
        }
        state = to;
        errorCode = code == null ? errorCode : code;
        detail = words;
        changed = true;
        return true;
    }

    /**
     * The provider has it, although it was thought not to know it.
     *
     * @return false if it was resolved in another way
     */
    boolean foundAfterAll() {
        if (state != AttemptState.ABSENT && state != AttemptState.LOST) {
            return false;
        }
        state = AttemptState.ACCEPTED;
        detail = null;
        changed = true;
        return true;
    }

    /**
     * @param look when the provider is to be asked; null if it can't be
     * @return false if its call had ended before
     */
    boolean makeUnknown(Instant look, Integer code, String words) {
        if (state != AttemptState.SENDING) {
            return false;
        }
        state = AttemptState.UNKNOWN;
        lookAt = look;
        errorCode = code;
        detail = words;
        changed = true;
        return true;
    }

    void lookAgain(int looked, Instant next) {
        looks = looked;
        lookAt = next;
        changed = true;
    }

    /**
     * The provider took it.
     *
     * @param counted segments as the provider counts them, or null
     * @param askPriceAt when to ask for the price, by real time; null: not at all
     */
    void accepted(Integer counted, Instant askPriceAt) {
        segments = counted == null ? segments : counted;
        priceLookAt = askPriceAt == null ? priceLookAt : askPriceAt;
        changed = true;
    }

    /**
     * The first that the provider says of it is that it took it.
     *
     * @param now by the adjustable clock
     */
    void taken(ReceiptStatus as, Instant now) {
        takenAs = as;
        takenAt = now;
        changed = true;
    }

    /** Binds the provider's id and keeps its status. */
    void setProvider(String boundTo, ReceiptStatus status, Integer code) {
        providerId = providerId == null ? boundTo : providerId;
        providerStatus = status;
        errorCode = code == null ? errorCode : code;
        changed = true;
    }

    boolean isChanged() {
        return changed;
    }

    Row row() {
        return new Row(
                id,
                state,
                looks,
                providerId,
                providerStatus == null ? null : providerStatus.word(),
                errorCode,
                detail,
                segments,
                lookAt,
                priceLookAt,
                takenAt,
                takenAs == null ? null : takenAs.word());
    }

    /** Where it stood when it was loaded. */
    record Standing(
            AttemptState state,
            int looks,
            String providerId,
            ReceiptStatus providerStatus,
            Integer errorCode,
            String detail) {}

    /** What may have changed; its components are named as the columns. A null of the last five leaves what is there. */
    record Row(
            UUID id,
            AttemptState state,
            int looks,
            String providerId,
            String providerStatus,
            Integer errorCode,
            String detail,
            Integer segments,
            Instant lookAt,
            Instant priceLookAt,
            Instant takenAt,
            String takenAs) {}
}
