package org.consultflow.notification;

/** Which messages ask their reader for an answer. */
public interface Questions {

    /** Whether a message of this kind asks the patient to confirm or to cancel. @param kind its name */
    boolean asksForAnswer(String kind);
}
