package org.consultflow.lifecycle;

/** The process {@code phone-patient} and its variables: references, code words and a date, never contact data. */
public final class PhoneCallVariables {

    /** Key of the process that asks a person to phone. */
    public static final String PROCESS = "phone-patient";

    /** Which consultation it is about: a String, the id. */
    public static final String CONSULTATION_ID = ConsultationVariables.CONSULTATION_ID;

    /** The notification that reached nobody: a String, the id; null if it was an engine job that failed. */
    public static final String NOTICE_ID = "noticeId";

    /** Whom to phone: a String, {@code patient} or {@code provider}. */
    public static final String AUDIENCE = "audience";

    /** What was to be told: a String, such as {@code reminder-24h}. */
    public static final String KIND = "kind";

    /** Why it was not: a String, a code word such as {@code failed-63024}, {@code no-consent} or {@code job-failed}. */
    public static final String REASON = "callReason";

    /** When the call stops to be of use: a Date. */
    public static final String DUE_AT = "callDueAt";

    private PhoneCallVariables() {}
}
