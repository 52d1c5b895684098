package org.consultflow.video;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The far end: rooms in memory, with names that are unique among rooms in progress. It refuses to be called in a transaction. */
class RoomsAtTheProvider implements RoomProvider {

    final List<String> made = new CopyOnWriteArrayList<>();
    final List<String> completed = new CopyOnWriteArrayList<>();

    private final Map<String, String> nameBySid = new ConcurrentHashMap<>();
    private final Map<String, String> statusBySid = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicReference<Runnable> beforeMaking = new AtomicReference<>(() -> {});
    private final AtomicReference<Runnable> afterLookingUp = new AtomicReference<>(() -> {});

    void beforeMaking(Runnable what) {
        beforeMaking.set(what);
    }

    void afterLookingUp(Runnable what) {
        afterLookingUp.set(what);
    }

    void failFirstCompletion() {
        failing.set(true);
    }

    void reset() {
        failing.set(false);
        made.clear();
        completed.clear();
        nameBySid.clear();
        statusBySid.clear();
        beforeMaking(() -> {});
        afterLookingUp(() -> {});
    }

    void expire(String sid) {
        statusBySid.put(sid, "completed");
    }

    List<String> inProgress() {
        return statusBySid.entrySet().stream()
                .filter(room -> room.getValue().equals("in-progress"))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public Room ensure(String uniqueName) {
        refuseInTransaction();
        beforeMaking.get().run();
        synchronized (this) {
            return byName(uniqueName).orElseGet(() -> make(uniqueName));
        }
    }

    @Override
    public Optional<Room> find(String nameOrSid) {
        refuseInTransaction();
        Optional<Room> found = Optional.ofNullable(statusBySid.get(nameOrSid))
                .map(status -> new Room(nameOrSid, status))
                .or(() -> byName(nameOrSid));
        afterLookingUp.get().run();
        return found;
    }

    @Override
    public void complete(String sid) {
        refuseInTransaction();
        if (failing.getAndSet(false)) {
            throw new RoomException("no answer");
        }
        completed.add(sid);
        statusBySid.put(sid, "completed");
    }

    private Room make(String uniqueName) {
        String sid = "RM" + UUID.randomUUID().toString().replace("-", "");
        nameBySid.put(sid, uniqueName);
        statusBySid.put(sid, "in-progress");
        made.add(uniqueName);
        return new Room(sid, "in-progress");
    }

    private Optional<Room> byName(String uniqueName) {
        return inProgress().stream()
                .filter(sid -> nameBySid.get(sid).equals(uniqueName))
                .map(sid -> new Room(sid, "in-progress"))
                .findFirst();
    }

    private static void refuseInTransaction() {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("the provider was called inside a transaction");
        }
    }
}
