package org.consultflow.delivery;

/** Where a notice stands as a whole. */
enum NoticeState {
    /** At least one channel is still under way. */
    OPEN,
    /** One of its chains arrived. */
    REACHED,
    /** No chain arrived; a person is to be asked, which has not been done yet. */
    UNREACHED,
    /** A person was asked to phone. */
    CALL_REQUESTED,
    /** A person was asked to phone, and then proof came: the call is to be taken back. */
    CALL_OBSOLETE,
    /** It was not to be sent any more, or nobody has to be asked. */
    CLOSED
}
