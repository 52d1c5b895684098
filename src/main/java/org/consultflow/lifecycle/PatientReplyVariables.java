package org.consultflow.lifecycle;

/** The process {@code patient-reply} and its variables: references, code words and a date, never contact data or text. */
public final class PatientReplyVariables {

    /** Key of the process that asks a person to answer a patient. */
    public static final String PROCESS = "patient-reply";

    /** What is to be answered: a String, the id of a row of the inbox. */
    public static final String REPLY_ID = "replyId";

    /** Which consultation it is about: a String, the id; absent if that is not known. */
    public static final String CONSULTATION_ID = ConsultationVariables.CONSULTATION_ID;

    /** Why a person has to answer: a String, a code word such as {@code unclear} or {@code several-visits}. */
    public static final String REASON = "replyReason";

    /** When it should be answered: a Date. */
    public static final String DUE_AT = "replyDueAt";

    /** What became of it: a String, {@code answered} or {@code no-answer-needed}. */
    public static final String RESULT = "replyResult";

    private PatientReplyVariables() {}
}
