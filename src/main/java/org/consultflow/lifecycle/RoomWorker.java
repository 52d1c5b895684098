package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.util.SingleConsumerCondition;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.Seldom;
import org.consultflow.video.RoomProvider.RoomException;
import org.consultflow.video.VideoRooms;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Does the process's work at the provider of video rooms. The engine commits "somebody has it" before the call and "it is
 * done" after it, so no call runs inside a transaction.
 */
@Component
class RoomWorker implements DisposableBean {

    static final String ENSURE = "ensure-video-room";
    static final String COMPLETE = "complete-video-room";

    /** Pauses after the first, the second … failed try; after the last try there is an incident. */
    static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private static final Logger log = LoggerFactory.getLogger(RoomWorker.class);
    private static final int AT_ONCE = 4;
    private static final int LOOK_EVERY = 4;
    private static final int ATTENTIVE = 4;
    /** At twice a second, as where the clock is moved, until the longest pause is over. */
    private static final int ATTENTIVE_TO_FAILED = 65;

    /** Longer than any call to the provider may take, so that nobody does the same twice. */
    private static final Duration LOCK = Duration.ofMinutes(1);

    private final ExternalTaskService tasks;
    private final Map<String, Consumer<UUID>> topics;
    private final ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
    private final AtomicBoolean working = new AtomicBoolean();
    private final Seldom seldom = new Seldom(LOOK_EVERY);
    private final SingleConsumerCondition added = new Added();

    /** The node's own: who fetched a task must not be mistaken for another who took it over when the lock had run out. */
    private final String worker = "consultflow-rooms-" + UUID.randomUUID();

    RoomWorker(ExternalTaskService tasks, VideoRooms rooms) {
        this.tasks = tasks;
        this.topics = Map.of(ENSURE, rooms::ensure, COMPLETE, rooms::complete);
        ProcessEngineImpl.EXT_TASK_CONDITIONS.addConsumer(added);
    }

    @Scheduled(
            fixedDelayString = "${consultflow.lifecycle.worker-interval:300ms}",
            initialDelayString = "${consultflow.lifecycle.worker-interval:300ms}")
    void round() {
        if (seldom.look()) {
            work();
        }
    }

    /** Works until nothing is left that could be done now. */
    void work() {
        working.set(true);
        try {
            for (List<LockedExternalTask> batch = fetch(); !batch.isEmpty(); batch = fetch()) {
                CompletableFuture.allOf(batch.stream()
                                .map(task -> CompletableFuture.runAsync(() -> workOn(task), callers))
                                .toArray(CompletableFuture[]::new))
                        .join();
            }
        } finally {
            working.set(false);
        }
    }

    /** Whether a task may be in hand: what is fetched is not seen as open any more. */
    boolean working() {
        return working.get();
    }

    @Override
    public void destroy() {
        ProcessEngineImpl.EXT_TASK_CONDITIONS.removeConsumer(added);
        callers.shutdown();
    }

    private List<LockedExternalTask> fetch() {
        var fetching = tasks.fetchAndLock()
                .workerId(worker)
                .maxTasks(AT_ONCE)
                .usePriority(true)
                .subscribe();
        for (String topic : topics.keySet()) {
            fetching = fetching.topic(topic, LOCK.toMillis()).variables(ConsultationVariables.CONSULTATION_ID);
        }
        return fetching.execute();
    }

    private void workOn(LockedExternalTask task) {
        try {
            try {
                perform(task);
                tasks.complete(task.getId(), worker);
            } catch (OptimisticLockingException e) {
                tasks.unlock(task.getId());
            } catch (BadUserRequestException e) {
                throw e;
            } catch (RuntimeException e) {
                failed(task, e);
            }
        } catch (BadUserRequestException e) {
            // the task is gone, or another node took it when the lock had run out
            log.info("The process {} has gone on without waiting for this node", task.getProcessInstanceId());
        }
    }

    private void perform(LockedExternalTask task) {
        try {
            topics.get(task.getTopicName()).accept(consultationOf(task));
        } catch (StateConflictException e) {
            // cancelled, or ended, since the task was fetched
            log.info("The process {} needs its room no longer", task.getProcessInstanceId());
        }
    }

    private static UUID consultationOf(LockedExternalTask task) {
        return UUID.fromString((String) task.getVariables().get(ConsultationVariables.CONSULTATION_ID));
    }

    private void failed(LockedExternalTask task, RuntimeException reason) {
        int left = task.getRetries() == null ? PAUSES.size() : task.getRetries() - 1;
        long pause =
                left == 0 ? 0 : PAUSES.get(Math.max(0, PAUSES.size() - left)).toMillis();
        // only a room's own exception is written so that anyone may read it
        String message = reason instanceof RoomException
                ? reason.getMessage()
                : "unexpected " + reason.getClass().getSimpleName();
        if (!(reason instanceof RoomException)) {
            log.error("The process {} could not have its room or go on after it", task.getProcessInstanceId(), reason);
        }
        seldom.hint(ATTENTIVE_TO_FAILED);
        tasks.handleFailure(task.getId(), worker, message, left, pause);
    }

    /** The engine says within this node that a task was added; it does so for the long polling of its own API. */
    private final class Added extends SingleConsumerCondition {

        Added() {
            super(Thread.currentThread());
        }

        @Override
        public void signal() {
            seldom.hint(ATTENTIVE);
        }
    }
}
