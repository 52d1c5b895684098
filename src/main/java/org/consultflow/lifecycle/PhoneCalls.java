package org.consultflow.lifecycle;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.history.HistoricProcessInstanceQuery;
import org.camunda.bpm.engine.variable.Variables;
import org.consultflow.delivery.LastResort;
import org.consultflow.delivery.NoticeKey;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The process {@code phone-patient}: a person is asked to phone whom no channel reached. Its business key is the
 * consultation's id, as that of the consultation's own process.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PhoneCalls implements LastResort {

    private static final String NOT_NEEDED = "msg-call-not-needed";

    private final RuntimeService runtime;
    private final HistoryService history;
    private final TaskService tasks;

    PhoneCalls(RuntimeService runtime, HistoryService history, TaskService tasks) {
        this.runtime = runtime;
        this.history = history;
        this.tasks = tasks;
    }

    @Override
    public void askForCall(UUID noticeId, NoticeKey notice, String reason, Instant dueBy) {
        EngineCalls.run(() -> {
            // the history too: a call that was made is not asked for again
            if (asked(notice.consultationId())
                            .variableValueEquals(PhoneCallVariables.NOTICE_ID, noticeId.toString())
                            .count()
                    == 0) {
                start(noticeId, notice.consultationId(), notice.audience(), notice.kind(), reason, Date.from(dueBy));
            }
        });
    }

    @Override
    public void callNotNeeded(UUID noticeId) {
        EngineCalls.run(() -> runtime.createMessageCorrelation(NOT_NEEDED)
                .processInstanceVariableEquals(PhoneCallVariables.NOTICE_ID, noticeId.toString())
                .correlateAll());
    }

    @Override
    public void callMade(UUID noticeId) {
        EngineCalls.run(() -> tasks.createTaskQuery()
                .processDefinitionKey(PhoneCallVariables.PROCESS)
                .processVariableValueEquals(PhoneCallVariables.NOTICE_ID, noticeId.toString())
                .list()
                .forEach(task -> tasks.complete(task.getId())));
    }

    /**
     * An engine job with a patient behind it has given up. Asked for once for each kind and start, however often the job
     * is tried again by hand.
     *
     * @param kind what it would have told, or the element's id if it was no notification
     * @param startsAt the visit: a call after it is of no use
     */
    void askBecauseJobFailed(UUID consultationId, String audience, String kind, Date startsAt) {
        String reason = "job-failed";
        if (asked(consultationId)
                        .variableValueEquals(PhoneCallVariables.REASON, reason)
                        .variableValueEquals(PhoneCallVariables.KIND, kind)
                        .variableValueEquals(PhoneCallVariables.DUE_AT, startsAt)
                        .count()
                == 0) {
            start(null, consultationId, audience, kind, reason, startsAt);
        }
    }

    /** The visit will not be as the calls that were asked for would say. */
    void noneNeededFor(UUID consultationId) {
        EngineCalls.run(() -> runtime.createMessageCorrelation(NOT_NEEDED)
                .processInstanceBusinessKey(consultationId.toString())
                .correlateAll());
    }

    private HistoricProcessInstanceQuery asked(UUID consultationId) {
        return history.createHistoricProcessInstanceQuery()
                .processDefinitionKey(PhoneCallVariables.PROCESS)
                .processInstanceBusinessKey(consultationId.toString());
    }

    private void start(UUID noticeId, UUID consultationId, String audience, String kind, String reason, Date dueAt) {
        runtime.createProcessInstanceByKey(PhoneCallVariables.PROCESS)
                .businessKey(consultationId.toString())
                .setVariables(Variables.createVariables()
                        .putValue(ConsultationVariables.CONSULTATION_ID, consultationId.toString())
                        .putValue(PhoneCallVariables.NOTICE_ID, noticeId == null ? null : noticeId.toString())
                        .putValue(PhoneCallVariables.AUDIENCE, audience)
                        .putValue(PhoneCallVariables.KIND, kind)
                        .putValue(PhoneCallVariables.REASON, reason)
                        .putValue(PhoneCallVariables.DUE_AT, dueAt))
                .execute();
    }
}
