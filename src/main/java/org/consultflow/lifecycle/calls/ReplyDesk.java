package org.consultflow.lifecycle.calls;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultation;
import org.consultflow.lifecycle.EngineCalls;
import org.consultflow.lifecycle.PatientReplyVariables;
import org.consultflow.reply.ClinicInbox;
import org.springframework.stereotype.Service;

/** What a person who answers patients may see and do. */
@Service
class ReplyDesk {

    private final DeskTasks desk;
    private final TaskService tasks;
    private final ClinicInbox inbox;
    private final Audit audit;

    ReplyDesk(DeskTasks desk, TaskService tasks, ClinicInbox inbox, Audit audit) {
        this.desk = desk;
        this.tasks = tasks;
        this.inbox = inbox;
        this.audit = audit;
    }

    /** What became of a try to complete a task. */
    enum Completion {
        DONE,
        /** There is no such open task that the user may read. */
        NOT_OPEN,
        /** Something was written that the user has not seen. */
        MORE_CAME
    }

    /** What is to be answered by an open task; empty if there is none that the user may read. Reading goes into the audit. */
    Optional<ClinicInbox.Item> find(String taskId) {
        Optional<ClinicInbox.Item> item = desk.open(PatientReplyVariables.PROCESS, taskId)
                .map(this::replyOf)
                .flatMap(inbox::find);
        item.ifPresent(this::tell);
        return item;
    }

    private void tell(ClinicInbox.Item item) {
        List<UUID> about = item.about().stream()
                .map(ClinicInbox.About::consultation)
                .map(Consultation::id)
                .distinct()
                .toList();
        (about.isEmpty() ? Stream.of((UUID) null) : about.stream())
                .forEach(consultation -> audit.record(
                        "ops:" + desk.user(), "contact-read", consultation, "participant=patient page=reply"));
    }

    /** Whether there was such a task, and it is done. */
    boolean isOver(String taskId) {
        return desk.isOver(PatientReplyVariables.PROCESS, taskId);
    }

    /**
     * Completes the task, unless more was written than its reader has seen.
     *
     * @param result {@code answered} or {@code no-answer-needed}
     * @param seen how many messages the page showed and counted
     * @throws org.camunda.bpm.engine.AuthorizationException if the user may read the task, but not work on it
     */
    Completion complete(String taskId, String result, int seen) {
        AtomicBoolean moreCame = new AtomicBoolean();
        boolean found = desk.with(PatientReplyVariables.PROCESS, taskId, (task, user) -> {
            moreCame.set(inbox.lock(replyOf(task)) > seen);
            if (!moreCame.get()) {
                EngineCalls.run(() -> tasks.complete(task.getId(), Map.of(PatientReplyVariables.RESULT, result)));
            }
        });
        if (!found) {
            return Completion.NOT_OPEN;
        }
        return moreCame.get() ? Completion.MORE_CAME : Completion.DONE;
    }

    private UUID replyOf(Task task) {
        return UUID.fromString((String) tasks.getVariable(task.getId(), PatientReplyVariables.REPLY_ID));
    }
}
