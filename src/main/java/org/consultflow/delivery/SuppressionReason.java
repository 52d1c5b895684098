package org.consultflow.delivery;

/**
 * Why something was not sent. Every "no" has one of these, in the log, in the timeline and in Cockpit.
 */
public sealed interface SuppressionReason {

    /** A reason that speaks of one channel only: the next one in the chain is tried. */
    enum ThisChannel implements SuppressionReason {
        /** The person did not agree to this channel. */
        NO_CONSENT,
        /** No address for this channel is known. */
        NO_ADDRESS,
        /** The person said stop on this channel. */
        OPTED_OUT,
        /** A provider said not long ago that nothing arrives at this number on this channel. */
        GIVEN_UP,
        /** No provider of this channel can be used at present. */
        PROVIDER_UNAVAILABLE,
        /** It would have disturbed the person at a time that is to be quiet. */
        QUIET_HOURS,
        /** Ops have stopped this channel for a time, and the next one in the chain could not wait any longer. */
        PAUSED
    }

    /** A reason that speaks of the message itself: nothing more of the chain is sent. */
    enum WholeChain implements SuppressionReason {
        /** When the reminder was planned, its moment had already passed. */
        OFFSET_IN_PAST,
        /** The plan has no such reminder for this type of consultation. */
        NOT_PLANNED,
        /** The consultation was cancelled or declined. */
        CANCELLED,
        /** The consultation has another schedule by now, or what the message says has been overtaken. */
        SUPERSEDED,
        /** Its useful moment has gone, after an outage for example. */
        TOO_LATE,
        /** Another channel has proof of arrival. */
        ALREADY_DELIVERED,
        /** A person told it by phone. */
        DONE_BY_PHONE
    }

    /** The name as it is stored. */
    String name();

    /** The word of the API, such as {@code OffsetInPast}. */
    default String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(java.util.Locale.ROOT));
        }
        return word.toString();
    }

    /** The reason of a stored name. */
    static SuppressionReason of(String name) {
        for (ThisChannel reason : ThisChannel.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return WholeChain.valueOf(name);
    }
}
