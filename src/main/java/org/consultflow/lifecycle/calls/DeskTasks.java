package org.consultflow.lifecycle.calls;

import java.util.Optional;
import java.util.function.BiConsumer;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.task.Task;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.retry.support.RetryTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tasks of people at the desk. Every question to the engine is asked as the user who is logged in: the engine's
 * authorizations decide, and a task that the user may not read is as if it were not there.
 */
@Component
class DeskTasks {

    private static final int TRIES = 6;

    private final TaskService tasks;
    private final HistoryService history;
    private final IdentityService identities;
    private final TransactionTemplate transaction;
    private final RetryTemplate retry = RetryTemplate.builder()
            .maxAttempts(TRIES)
            .exponentialBackoff(20, 2, 500, true)
            .retryOn(ConcurrencyFailureException.class)
            .build();

    DeskTasks(
            TaskService tasks,
            HistoryService history,
            IdentityService identities,
            PlatformTransactionManager transactions) {
        this.tasks = tasks;
        this.history = history;
        this.identities = identities;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** An open task; empty if there is none that the user may read. @param process the key of its process */
    Optional<Task> open(String process, String taskId) {
        user();
        return Optional.ofNullable(tasks.createTaskQuery()
                .taskId(taskId)
                .processDefinitionKey(process)
                .singleResult());
    }

    /** Whether there was such a task: done, overtaken, or past its moment. */
    boolean isOver(String process, String taskId) {
        user();
        return history.createHistoricTaskInstanceQuery()
                        .taskId(taskId)
                        .processDefinitionKey(process)
                        .finished()
                        .count()
                > 0;
    }

    /**
     * Works on a task in one transaction, which is repeated whole if somebody else was at it.
     *
     * @param work gets the task and the user's id
     * @return false if there is no such open task that the user may read
     */
    boolean with(String process, String taskId, BiConsumer<Task, String> work) {
        String user = user();
        return Boolean.TRUE.equals(retry.execute(attempt -> transaction.execute(status -> {
            Optional<Task> task = open(process, taskId);
            task.ifPresent(found -> work.accept(found, user));
            return task.isPresent();
        })));
    }

    /** Without a user the engine would ask for no authorization at all. */
    String user() {
        Authentication user = identities.getCurrentAuthentication();
        if (user == null) {
            throw new IllegalStateException("nobody is logged in to the engine");
        }
        return user.getUserId();
    }
}
