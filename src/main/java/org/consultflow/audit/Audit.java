package org.consultflow.audit;

import java.util.UUID;

/**
 * Writes down who did what to which consultation. For what is rare and matters: tokens, admissions, rooms, recordings, calls,
 * what ops do. Messages have a ledger of their own.
 */
public interface Audit {

    /**
     * Appends an entry. Inside a transaction it is written as the last thing before the commit, and goes with it if that
     * fails; outside of one, at once.
     *
     * @param actor on whose behalf: {@code patient}, {@code provider}, {@code api}, {@code process}, {@code service}, or
     *     {@code ops:} and the id of the engine's user
     * @param action a code word, past tense, such as {@code token-issued}
     * @param consultationId which consultation; null if it concerns none
     * @param detail code words such as {@code participant=patient}; never contact data or free text; or null
     * @throws IllegalArgumentException if one of them has another form: an entry can't be taken back, so it is refused
     */
    void record(String actor, String action, UUID consultationId, String detail);
}
