package org.consultflow.lifecycle;

/** The process {@code check-provider} and its variables: code words, a number and a flag. */
public final class CheckProviderVariables {

    /** Key of the process that calls ops to a provider. Its business key is the provider's name. */
    public static final String PROCESS = "check-provider";

    /** Provider or account: a String, a code word such as {@code twilio}; never a number or an account's id. */
    public static final String PROVIDER = "provider";

    /** The channel on which it was noticed: a String, such as {@code whatsapp}. */
    public static final String CHANNEL = "channel";

    /** The provider's code: an Integer, or null. */
    public static final String ERROR_CODE = "errorCode";

    /** What it is about: a String, a code word such as {@code account-refused} or {@code not-reachable}. */
    public static final String REASON = "checkReason";

    /** Whether nothing is sent there until it works again: a Boolean. */
    public static final String CIRCUIT_OPEN = "circuitOpen";

    private CheckProviderVariables() {}
}
