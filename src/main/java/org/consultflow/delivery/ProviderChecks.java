package org.consultflow.delivery;

/**
 * Calls a person of ops to a provider. Implemented by {@code lifecycle}; called in a transaction of its own, one call for a
 * provider at a time across all nodes, and again until it worked.
 */
public interface ProviderChecks {

    /**
     * Asks for a check, unless one is open for this provider; then that one says this from now on.
     *
     * @param provider the provider or account, as a code word
     * @param channel where it was noticed
     * @param errorCode the provider's code, or null
     * @param reason a code word, such as {@code account-refused}
     * @param circuitOpen whether nothing is sent by it until it works again, which ends the check by itself
     */
    void ask(String provider, String channel, Integer errorCode, String reason, boolean circuitOpen);

    /** The provider works again: a check that was asked for because of its open circuit is not needed any more. */
    void notNeeded(String provider);
}
