package org.consultflow.lifecycle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.consultflow.consultation.ConsultationProgress;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.delivery.FreeHands;
import org.consultflow.notification.Notifications;
import org.consultflow.video.RoomProvider.RoomException;
import org.consultflow.video.VideoRooms;
import org.consultflow.voice.VoiceCalls;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Stands where the features stand, and remembers what it was asked for. */
class Recorder implements Notifications, FreeHands, ConsultationProgress, VideoRooms, VoiceCalls {

    private final List<String> calls = new ArrayList<>();
    private final Map<String, Optional<RuntimeException>> failing = new ConcurrentHashMap<>();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    private ConsultationStatus outcome = ConsultationStatus.COMPLETED;

    synchronized void clear() {
        calls.clear();
        failing.clear();
        outcome = ConsultationStatus.COMPLETED;
    }

    /** From now on whatever begins with this fails. */
    void failOn(String call) {
        failing.put(call, Optional.empty());
    }

    /** From now on whatever begins with this fails in a way of its own. */
    void failOn(String call, RuntimeException failure) {
        failing.put(call, Optional.of(failure));
    }

    void mend() {
        failing.clear();
    }

    void closeAs(ConsultationStatus status) {
        outcome = status;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** Happens once, while the next call is under way. */
    void meanwhile(Runnable what) {
        meanwhile.set(what);
    }

    private synchronized void record(String call, RuntimeException failure) {
        meanwhile.getAndSet(() -> {}).run();
        String where = TransactionSynchronizationManager.isActualTransactionActive() ? " (in a transaction)" : "";
        calls.add(call + where);
        for (var asked : failing.entrySet()) {
            if (call.startsWith(asked.getKey())) {
                throw asked.getValue().orElse(failure);
            }
        }
    }

    private void record(String call) {
        record(call, new IllegalStateException("said by the far end"));
    }

    @Override
    public void prepare(Collection<UUID> consultationIds) {
        // nothing is read here
    }

    @Override
    public <T> T await(int messages, Supplier<T> work) {
        return work.get();
    }

    @Override
    public void tell(UUID consultationId, String kind, String audience) {
        record("tell " + audience + " " + kind);
    }

    @Override
    public void awaitPayment(UUID consultationId) {
        record("awaitPayment");
    }

    @Override
    public void confirm(UUID consultationId) {
        record("confirm");
    }

    @Override
    public void recordAttendance(UUID consultationId, String via) {
        record("recordAttendance by " + via);
    }

    @Override
    public void declineUnanswered(UUID consultationId) {
        record("declineUnanswered");
    }

    @Override
    public void cancelUnpaid(UUID consultationId) {
        record("cancelUnpaid");
    }

    @Override
    public void openSession(UUID consultationId) {
        record("openSession");
    }

    @Override
    public ConsultationStatus closeSession(UUID consultationId) {
        record("closeSession");
        return outcome;
    }

    @Override
    public void ensure(UUID consultationId) {
        record("ensure room of " + consultationId, new RoomException("the provider answered 503 (20503)"));
    }

    @Override
    public boolean ready(UUID consultationId) {
        return true;
    }

    @Override
    public void connect(UUID consultationId, String actor) {
        record("connect " + consultationId + " by phone for " + actor);
    }

    @Override
    public void connectAtStart(UUID consultationId) {
        record("connect " + consultationId + " by phone at the start");
    }

    @Override
    public void complete(UUID consultationId) {
        record("complete room of " + consultationId, new RoomException("the provider answered 503 (20503)"));
    }
}
