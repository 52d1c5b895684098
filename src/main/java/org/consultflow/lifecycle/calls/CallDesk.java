package org.consultflow.lifecycle.calls;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.consultation.CallRecord;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.lifecycle.EngineCalls;
import org.consultflow.lifecycle.PhoneCallVariables;
import org.consultflow.people.People;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What a person at the phone may see and do. Every question to the engine is asked as the user who is logged in: the
 * engine's authorizations decide, and a task that the user may not read is as if it were not there.
 */
@Service
class CallDesk {

    private static final int TRIES = 6;

    private final TaskService tasks;
    private final HistoryService history;
    private final IdentityService identities;
    private final Consultations consultations;
    private final People people;
    private final CallRecord record;
    private final TransactionTemplate transaction;
    private final RetryTemplate retry = RetryTemplate.builder()
            .maxAttempts(TRIES)
            .exponentialBackoff(20, 2, 500, true)
            .retryOn(ConcurrencyFailureException.class)
            .build();

    CallDesk(
            TaskService tasks,
            HistoryService history,
            IdentityService identities,
            Consultations consultations,
            People people,
            CallRecord record,
            PlatformTransactionManager transactions) {
        this.tasks = tasks;
        this.history = history;
        this.identities = identities;
        this.consultations = consultations;
        this.people = people;
        this.record = record;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** The call behind an open task; empty if there is none that the user may read. */
    Optional<PhoneCall> find(String taskId) {
        user();
        return open(taskId).map(this::call);
    }

    /** Whether there was such a task: done, overtaken, or past its moment. */
    boolean isOver(String taskId) {
        user();
        return history.createHistoricTaskInstanceQuery()
                        .taskId(taskId)
                        .processDefinitionKey(PhoneCallVariables.PROCESS)
                        .finished()
                        .count()
                > 0;
    }

    /**
     * Completes the task and keeps what became of the call.
     *
     * @return false if there is no such open task that the user may read
     * @throws org.camunda.bpm.engine.AuthorizationException if the user may read the task, but not work on it
     */
    boolean complete(String taskId, boolean reached) {
        String user = user();
        return Boolean.TRUE.equals(retry.execute(attempt -> transaction.execute(status -> {
            Optional<Task> task = open(taskId);
            task.ifPresent(found -> {
                record.recordCall(consultationOf(variables(found)), reached, user);
                EngineCalls.run(() -> tasks.complete(found.getId()));
            });
            return task.isPresent();
        })));
    }

    private Optional<Task> open(String taskId) {
        return Optional.ofNullable(tasks.createTaskQuery()
                .taskId(taskId)
                .processDefinitionKey(PhoneCallVariables.PROCESS)
                .singleResult());
    }

    private PhoneCall call(Task task) {
        Map<String, Object> variables = variables(task);
        Consultation consultation = consultations.get(consultationOf(variables));
        boolean toProvider = "provider".equals(variables.get(PhoneCallVariables.AUDIENCE));
        Date due = task.getDueDate() == null ? (Date) variables.get(PhoneCallVariables.DUE_AT) : task.getDueDate();
        return new PhoneCall(
                task.getId(),
                people.get(toProvider ? consultation.providerId() : consultation.patientId()),
                consultation.schedule(),
                String.valueOf(variables.get(PhoneCallVariables.KIND)),
                String.valueOf(variables.get(PhoneCallVariables.REASON)),
                due == null ? consultation.schedule().start() : Instant.ofEpochMilli(due.getTime()));
    }

    private Map<String, Object> variables(Task task) {
        return tasks.getVariables(task.getId());
    }

    private static UUID consultationOf(Map<String, Object> variables) {
        return UUID.fromString((String) variables.get(PhoneCallVariables.CONSULTATION_ID));
    }

    /** Without a user the engine would ask for no authorization at all. */
    private String user() {
        Authentication user = identities.getCurrentAuthentication();
        if (user == null) {
            throw new IllegalStateException("nobody is logged in to the engine");
        }
        return user.getUserId();
    }
}
