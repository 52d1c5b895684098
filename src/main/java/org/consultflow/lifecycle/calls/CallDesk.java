package org.consultflow.lifecycle.calls;

import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.audit.Audit;
import org.consultflow.consultation.CallRecord;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.lifecycle.EngineCalls;
import org.consultflow.lifecycle.PhoneCallVariables;
import org.consultflow.people.People;
import org.springframework.stereotype.Service;

/** What a person at the phone may see and do. */
@Service
class CallDesk {

    private final DeskTasks desk;
    private final TaskService tasks;
    private final Consultations consultations;
    private final People people;
    private final CallRecord record;
    private final Audit audit;

    CallDesk(
            DeskTasks desk,
            TaskService tasks,
            Consultations consultations,
            People people,
            CallRecord record,
            Audit audit) {
        this.desk = desk;
        this.tasks = tasks;
        this.consultations = consultations;
        this.people = people;
        this.record = record;
        this.audit = audit;
    }

    /** The call behind an open task; empty if there is none that the user may read. That it was read goes into the audit. */
    Optional<PhoneCall> find(String taskId) {
        return desk.open(PhoneCallVariables.PROCESS, taskId).map(this::call);
    }

    /** Whether there was such a task: done, overtaken, or past its moment. */
    boolean isOver(String taskId) {
        return desk.isOver(PhoneCallVariables.PROCESS, taskId);
    }

    /**
     * Completes the task and keeps what became of the call.
     *
     * @return false if there is no such open task that the user may read
     * @throws org.camunda.bpm.engine.AuthorizationException if the user may read the task, but not work on it
     */
    boolean complete(String taskId, boolean reached) {
        return desk.with(PhoneCallVariables.PROCESS, taskId, (task, user) -> {
            record.recordCall(consultationOf(variables(task)), reached, user);
            EngineCalls.run(() -> tasks.complete(task.getId()));
        });
    }

    private PhoneCall call(Task task) {
        Map<String, Object> variables = variables(task);
        Consultation consultation = consultations.get(consultationOf(variables));
        boolean toProvider = "provider".equals(variables.get(PhoneCallVariables.AUDIENCE));
        Date due = task.getDueDate() == null ? (Date) variables.get(PhoneCallVariables.DUE_AT) : task.getDueDate();
        audit.record(
                "ops:" + desk.user(),
                "contact-read",
                consultation.id(),
                "participant=" + (toProvider ? "provider" : "patient") + " page=phone-call");
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
}
