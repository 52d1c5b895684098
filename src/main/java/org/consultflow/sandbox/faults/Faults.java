package org.consultflow.sandbox.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.stereotype.Component;

/** The faults that wait for their message: the oldest that fits is taken first. */
@Component
@ConditionalOnExpression("${consultflow.stand-in.twilio:false} or ${consultflow.stand-in.mail:false}")
public class Faults {

    private static final Set<String> CHANNELS = Set.of("whatsapp", "sms", "voice", "email", Fault.ANY);
    private static final int MOST_WAITING = 1000;
    private static final int MOST_TIMES = 1000;

    private final List<Fault> waiting = new ArrayList<>();

    /**
     * Lets something go wrong.
     *
     * @param channel {@code whatsapp}, {@code sms}, {@code voice}, {@code email}, or {@code any} of the first two
     * @param kind what; e-mail knows {@link FaultKind#REFUSED} only
     * @param times for how many messages, 1 to 1000; null means one. {@link FaultKind#FAILS} is for all, whatever is given
     * @param to number in E.164 or e-mail address; null for every recipient
     * @throws IllegalArgumentException saying which rule is broken
     */
    public synchronized Fault add(String channel, FaultKind kind, Integer times, String to) {
        if (!CHANNELS.contains(channel)) {
            throw new IllegalArgumentException("channel must be whatsapp, sms, voice, email or any");
        }
        if (channel.equals("email") && kind != FaultKind.REFUSED) {
            throw new IllegalArgumentException("fault must be refused for the channel email");
        }
        if (times != null && (times < 1 || times > MOST_TIMES)) {
            throw new IllegalArgumentException("times must be from 1 to " + MOST_TIMES);
        }
        if (waiting.size() >= MOST_WAITING) {
            throw new IllegalArgumentException("fault must wait: " + MOST_WAITING + " are waiting already");
        }
        Fault fault = new Fault(UUID.randomUUID(), channel, kind, count(kind, times), to);
        waiting.add(fault);
        return fault;
    }

    /** Lets something go wrong once, for whoever is next. */
    public Fault add(String channel, FaultKind kind) {
        return add(channel, kind, null, null);
    }

    /** The faults that still wait, oldest first. */
    public synchronized List<Fault> list() {
        return List.copyOf(waiting);
    }

    /** Takes all of them away. */
    public synchronized void clear() {
        waiting.clear();
    }

    /**
     * Uses up the oldest fault that fits.
     *
     * @param channel {@code whatsapp}, {@code sms} or {@code email}
     * @param recipient number in E.164, or e-mail address
     */
    public synchronized Optional<FaultKind> take(String channel, String recipient) {
        for (int i = 0; i < waiting.size(); i++) {
            Fault fault = waiting.get(i);
            if (fault.isFor(channel, recipient)) {
                useUp(i, fault);
                return Optional.of(fault.fault());
            }
        }
        return Optional.empty();
    }

    private static Integer count(FaultKind kind, Integer times) {
        if (kind == FaultKind.FAILS) {
            return null;
        }
        return times == null ? 1 : times;
    }

    private void useUp(int index, Fault fault) {
        if (fault.times() == null) {
            return;
        }
        if (fault.times() == 1) {
            waiting.remove(index);
        } else {
            waiting.set(index, new Fault(fault.id(), fault.channel(), fault.fault(), fault.times() - 1, fault.to()));
        }
    }
}
