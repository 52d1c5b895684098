package org.consultflow.reply;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.people.Person;

/** What patients wrote and a person answers. */
public interface ClinicInbox {

    /** Whether there is such a row, done or not. */
    boolean has(UUID replyId);

    /** What is to be answered, opened; empty if there is none of that id. */
    Optional<Item> find(UUID replyId);

    /**
     * The person has dealt with it. Runs in the transaction that completes the task; call it before the engine. Done already,
     * it changes nothing.
     *
     * @param result {@code answered} or {@code no-answer-needed}
     * @param byUser id of the engine's user; no contact data
     */
    void done(UUID replyId, String result, String byUser);

    /**
     * Locks it until the caller's transaction ends, so that nothing joins it.
     *
     * @return how many messages it holds
     */
    int lock(UUID replyId);

    /**
     * What is to be answered. Never logged, never given to the engine.
     *
     * @param id ours
     * @param channel by which the first message came, or {@code link}
     * @param address number in E.164, or an e-mail address; null if none is known
     * @param reason why a person has to read it: a code word
     * @param about whoever was written to at this address, with the visit; perhaps several who share it, or nobody
     * @param messages what was written, oldest first: the last twenty
     * @param count how many there are in all
     * @param dueAt when it should be answered
     */
    record Item(
            UUID id,
            String channel,
            String address,
            String reason,
            List<About> about,
            List<Message> messages,
            int count,
            Instant dueAt) {

        @Override
        public String toString() {
            return "Item[" + id + "]";
        }
    }

    /** Who may have written, and the visit it may be about. */
    record About(Person person, Consultation consultation) {}

    /**
     * One message.
     *
     * @param at when it came, by the adjustable clock
     * @param text perhaps empty; null if it was no message but a choice on a page
     * @param media how many pictures or files came with it
     */
    record Message(Instant at, String text, int media) {

        @Override
        public String toString() {
            return "Message[" + at + "]";
        }
    }
}
