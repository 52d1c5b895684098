package org.consultflow.delivery;

/** Where one channel of a notice stands. */
enum DeliveryState {
    /** The channel before it in the chain has not failed yet. */
    WAITING,
    /** To be sent as soon as it is due. */
    PENDING,
    /** An attempt was written and its call is under way. */
    SENDING,
    /** The answer never came: to be looked up before anything is sent again. */
    UNKNOWN,
    /** The provider took it; proof is awaited. */
    SENT,
    /** There is proof of arrival. */
    DELIVERED,
    /** It was passed on to the network and then nothing more was heard: counts as arrived, without proof. */
    UNCONFIRMED,
    /** Nothing was heard in time. */
    SILENT,
    /** It will not arrive. */
    FAILED,
    /** It was not sent, for a reason. */
    SUPPRESSED;

    boolean open() {
        return this == WAITING || this == PENDING || this == SENDING || this == UNKNOWN || this == SENT;
    }

    boolean arrived() {
        return this == DELIVERED || this == UNCONFIRMED;
    }
}
