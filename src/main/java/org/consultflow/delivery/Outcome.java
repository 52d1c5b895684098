package org.consultflow.delivery;

/** What is known after a message was handed to a provider. No text in it quotes the message or its address. */
public sealed interface Outcome {

    /**
     * The provider took it: queued, not delivered.
     *
     * @param providerId the provider's id, such as a Twilio SID or a Message-ID
     * @param status where the provider says it stands
     * @param segments how many messages it was split into, if the provider says so; else null
     */
    record Accepted(String providerId, ReceiptStatus status, Integer segments) implements Outcome {

        /** Without a number of segments. */
        public Accepted(String providerId, ReceiptStatus status) {
            this(providerId, status, null);
        }
    }

    /**
     * The provider certainly did not take it.
     *
     * @param errorCode the provider's code, or null
     * @param detail in words, for people: what the code means
     * @param remedy what to do about it
     */
    record Refused(Integer errorCode, String detail, Remedy remedy) implements Outcome {

        /** Refused with nothing special about what to do. */
        public Refused(Integer errorCode, String detail, FailureAction action) {
            this(errorCode, detail, Remedy.of(action));
        }
    }

    /**
     * Nobody knows whether the provider took it.
     *
     * @param errorCode the provider's code, or null
     * @param detail in words, for people
     */
    record Unknown(Integer errorCode, String detail) implements Outcome {}
}
