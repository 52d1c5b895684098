package org.consultflow.voice;

import java.util.UUID;

/**
 * What is needed of the provider of phone calls. Implemented by {@code channel}. Every call is made outside of any transaction
 * and returns in bounded time.
 */
public interface VoiceProvider {

    /**
     * Rings a phone. Once it is answered, the provider asks {@link CallEvents#answered} what is to happen.
     *
     * @param leg ours; every callback names it
     * @param number to ring, in E.164
     * @return the provider's id of the call
     * @throws VoiceException if it will not be rung, or nobody knows
     */
    String dial(UUID leg, String number);

    /**
     * Ends a call; one that has ended is no error.
     *
     * @param sid the provider's id of the call
     * @throws VoiceException if the provider did not answer
     */
    void hangUp(String sid);

    /** A phone can't be rung. The message says why, without the number. */
    final class VoiceException extends RuntimeException {

        private final boolean worthRepeating;
        private final transient Integer code;

        /**
         * @param code the provider's, or null
         * @param worthRepeating whether the same may work later, and was not done
         */
        public VoiceException(String message, Integer code, boolean worthRepeating) {
            super(message);
            this.code = code;
            this.worthRepeating = worthRepeating;
        }

        /** The provider's code; or null. */
        public Integer code() {
            return code;
        }

        /** Whether the same may work later, and was not done. */
        public boolean worthRepeating() {
            return worthRepeating;
        }
    }
}
