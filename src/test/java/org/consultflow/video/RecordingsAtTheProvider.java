package org.consultflow.video;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The far end of recordings, in memory. It refuses to be called in a transaction. */
class RecordingsAtTheProvider implements RecordingProvider {

    final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});

    void reset() {
        told.clear();
        down.set(false);
        meanwhile.set(() -> {});
    }

    void isDown(boolean yes) {
        down.set(yes);
    }

    /** What happens while the next request is under way. */
    void meanwhile(Runnable what) {
        meanwhile.set(what);
    }

    @Override
    public void record(String roomSid, boolean on) {
        say(roomSid + (on ? " on" : " off"));
    }

    @Override
    public URI media(String recordingSid, Duration goodFor) {
        say(recordingSid + " media");
        return URI.create("https://media.example/" + recordingSid + "?" + goodFor.toSeconds());
    }

    @Override
    public void delete(String recordingSid) {
        say(recordingSid + " deleted");
    }

    private void say(String what) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new AssertionError("the provider was called inside a transaction");
        }
        meanwhile.getAndSet(() -> {}).run();
        if (down.get()) {
            throw new RoomProvider.RoomException("no answer");
        }
        told.add(what);
    }
}
