package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the stand-in tells of a room. */
final class RoomCallbacks {

    private final TwilioAccount account;
    private final Callbacks callbacks;
    private final Work work;
    private final Clock realTime;
    /** Each room's events are numbered from 0, by its SID. */
    private final Map<String, AtomicInteger> numbers = new ConcurrentHashMap<>();

    RoomCallbacks(TwilioAccount account, Callbacks callbacks, Work work, Clock realTime) {
        this.account = account;
        this.callbacks = callbacks;
        this.work = work;
        this.realTime = realTime;
    }

    /** @param more what belongs to this event, by Twilio's names */
    void tell(SandboxRoom room, String event, Map<String, String> more) {
        if (room.statusCallback() == null) {
            return;
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("AccountSid", account.accountSid());
        form.put("RoomSid", room.sid());
        form.put("RoomName", room.uniqueName());
        form.put("RoomStatus", room.status());
        form.put("RoomType", room.type());
        form.put("StatusCallbackEvent", event);
        form.put("SequenceNumber", Integer.toString(number(room)));
        form.put("Timestamp", realTime.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        form.putAll(more);
        if (!room.inProgress()) {
            form.put("RoomDuration", Long.toString(room.seconds()));
        }
        work.later(Duration.ofMillis(50), () -> callbacks.post(room.statusCallback(), form, work.executor()));
    }

    private int number(SandboxRoom room) {
        return numbers.computeIfAbsent(room.sid(), first -> new AtomicInteger()).getAndIncrement();
    }
}
