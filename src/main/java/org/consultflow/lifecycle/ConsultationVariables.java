package org.consultflow.lifecycle;

import java.util.UUID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.consultflow.consultation.ConsultationStatus;

/**
 * The variables of the process {@code consultation}, read and written with their types. They are references, moments and
 * flags: the engine's history keeps every value for good, so no name, address or note may be one.
 */
public final class ConsultationVariables {

    /** Key of the process that carries a consultation. */
    public static final String PROCESS = "consultation";

    static final String CONSULTATION_ID = "consultationId";
    static final String SCHEDULE_REVISION = "scheduleRevision";
    public static final String STARTS_AT = "startsAt";
    static final String ENDS_AT = "endsAt";
    static final String ROOM_OPENS_AT = "roomOpensAt";
    static final String SESSION_CLOSES_AT = "sessionClosesAt";
    static final String ACCEPTANCE_REQUIRED = "acceptanceRequired";
    static final String ACCEPTANCE_DUE_AT = "acceptanceDueAt";
    static final String PAYMENT_REQUIRED = "paymentRequired";
    static final String PAYMENT_REMINDER_AT = "paymentReminderAt";
    static final String PAYMENT_DUE_AT = "paymentDueAt";
    static final String VIDEO_ROOM_NEEDED = "videoRoomNeeded";
    static final String CONSULTATION_TYPE = "consultationType";
    static final String ROOM_READY = "roomReady";
    static final String ANSWERED_VIA = "answeredVia";
    static final String OUTCOME = "outcome";

    private final DelegateExecution execution;

    private ConsultationVariables(DelegateExecution execution) {
        this.execution = execution;
    }

    /** The variables as the element sees them on which the token stands. */
    static ConsultationVariables of(DelegateExecution execution) {
        return new ConsultationVariables(execution);
    }

    void roomReady(boolean ready) {
        execution.setVariable(ROOM_READY, ready);
    }

    /** From the business key, which is read with the instance: the guard lets no variable {@code consultationId} say another. */
    UUID consultationId() {
        String key = execution.getProcessBusinessKey();
        try {
            return UUID.fromString(key == null ? "" : key);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    here() + " needs a process whose business key is a consultation's id, a UUID", e);
        }
    }

    /** How the patient's answer came; null if the message did not say. */
    String answeredVia() {
        Object value = execution.getVariable(ANSWERED_VIA);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new IllegalStateException(here() + " needs the process variable '" + ANSWERED_VIA
                + "' as String, but found " + value.getClass().getSimpleName());
    }

    /** What the analyst wrote into an input parameter of this element. */
    String input(String name) {
        Object value = execution.getVariableLocal(name);
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        throw new IllegalStateException(here() + " needs the input parameter '" + name + "', a text");
    }

    void outcome(ConsultationStatus outcome) {
        execution.setVariable(OUTCOME, outcome.word());
    }

    private String here() {
        return "the element '" + execution.getCurrentActivityName() + "' (" + execution.getCurrentActivityId() + ")";
    }
}
