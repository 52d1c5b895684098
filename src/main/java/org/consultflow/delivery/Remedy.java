package org.consultflow.delivery;

import java.time.Duration;

/**
 * What a failure asks for.
 *
 * @param action what becomes of the message
 * @param concern what the failure is about
 * @param times with RETRY, how many more tries; null: as many as delivery is configured for
 * @param pause with RETRY, how long before the next try, by the adjustable clock, because it waits for a phone or a network
 *     and not for us; null: delivery's own doubling pause, by real time. With GIVE_UP, for how long; null: as configured
 * @param callOps whether a person of ops is to look at it
 */
public record Remedy(FailureAction action, Concern concern, Integer times, Duration pause, boolean callOps) {

    /** The request never left: nobody listened. */
    public static final Remedy UNREACHED = new Remedy(FailureAction.RETRY, Concern.REACH, null, null, false);

    /** No provider was asked: the message itself was not fit to leave. */
    public static final Remedy NOT_ASKED = new Remedy(FailureAction.NEXT_CHANNEL, Concern.NOT_ASKED, null, null, false);

    /**
     * @throws IllegalArgumentException if a circuit was to open for something that is not about sender or account: what one
     *     number did must not stop the messages of all others
     */
    public Remedy {
        if (action == FailureAction.OPEN_CIRCUIT && !concern.isOurs()) {
            throw new IllegalArgumentException("only what concerns sender or account opens a circuit");
        }
    }

    /** An action without anything special about it. */
    public static Remedy of(FailureAction action) {
        return new Remedy(action, Concern.UNKNOWN, null, null, false);
    }

    /** What a failure is about. */
    public enum Concern {
        /** This number or mailbox. */
        RECIPIENT,
        /** The words, the template, the parameters. */
        MESSAGE,
        /** The way between provider and phone. */
        NETWORK,
        /** Our number or sender at the provider: a circuit of that sender. */
        SENDER,
        /** Our credentials or our account: a circuit that all channels of the account share. */
        ACCOUNT,
        /** The provider could not be reached. */
        REACH,
        /** No provider was asked. */
        NOT_ASKED,
        /** The table does not say. */
        UNKNOWN;

        boolean isOurs() {
            return this == SENDER || this == ACCOUNT;
        }

        /** The code word by which ops are called, such as {@code account-refused}. */
        String word() {
            return this == REACH ? "not-reachable" : name().toLowerCase(java.util.Locale.ROOT) + "-refused";
        }

        /** What it means that a circuit is open for this. */
        String sentence() {
            return switch (this) {
                case SENDER -> "nothing is sent: our number or sender is refused";
                case ACCOUNT -> "nothing is sent: our account or its credentials are refused";
                case REACH -> "nothing is sent: nobody listens there";
                default -> "nothing is sent";
            };
        }
    }
}
