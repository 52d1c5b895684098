package org.consultflow.delivery;

/** Takes what providers say later. */
public interface Receipts {

    /**
     * Merges a receipt into the ledger, in one short transaction: a status only moves up, a repeated or overtaken receipt
     * changes nothing and costs one read.
     *
     * @return whether the attempt is known
     * @throws BusyException if its notice is being worked on for long, or the database is away: the provider says it again
     */
    boolean record(Receipt receipt);

    /** A receipt could not be merged just now. Nothing of it was written. */
    class BusyException extends RuntimeException {
        public BusyException() {
            super("a receipt cannot be taken just now");
        }
    }
}
