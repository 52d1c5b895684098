package org.consultflow.delivery;

/** Takes what providers say later. */
public interface Receipts {

    /**
     * Merges a receipt into the ledger, in one short transaction: a status only moves up, a repeated or overtaken receipt
     * changes nothing.
     *
     * @return whether the attempt is known
     */
    boolean record(Receipt receipt);
}
