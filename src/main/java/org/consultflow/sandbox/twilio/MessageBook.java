package org.consultflow.sandbox.twilio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The newest messages, in the order in which they were accepted. */
final class MessageBook {

    private static final Set<String> ARRIVED = Set.of("delivered", "read");

    private final Map<String, SandboxMessage> bySid;

    /** @param capacity how many are kept; the oldest make room */
    MessageBook(int capacity) {
        bySid = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SandboxMessage> eldest) {
                return size() > capacity;
            }
        };
    }

    synchronized void add(SandboxMessage message) {
        bySid.put(message.sid(), message);
    }

    synchronized Optional<SandboxMessage> find(String sid) {
        return Optional.ofNullable(bySid.get(sid));
    }

    synchronized List<SandboxMessage> all() {
        return new ArrayList<>(bySid.values());
    }

    /**
     * Moves a message on. What arrived stays arrived: a receipt that says otherwise is a lie about order, not about the
     * message.
     *
     * @param now by real time
     */
    synchronized void move(String sid, String status, Integer errorCode, Instant now) {
        bySid.computeIfPresent(
                sid,
                (any, message) -> ARRIVED.contains(message.status()) && !status.equals("read")
                        ? message
                        : message.with(status, errorCode, now));
    }
}
