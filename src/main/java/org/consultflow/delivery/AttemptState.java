package org.consultflow.delivery;

/** What is known of one try. */
enum AttemptState {
    /** Written before the call; the call is under way until the lease ends. */
    SENDING,
    /** The call ended without an answer, or the process died in it. */
    UNKNOWN,
    /** The provider took it. */
    ACCEPTED,
    /** The provider certainly did not take it. */
    REFUSED,
    /** The provider was asked twice and does not know it. */
    ABSENT,
    /** The provider could not be asked until the message was of no use any more: nobody will ever know. */
    LOST
}
