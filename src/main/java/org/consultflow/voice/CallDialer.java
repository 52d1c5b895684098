package org.consultflow.voice;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.time.Seldom;
import org.consultflow.time.TimeBound;
import org.consultflow.voice.CallStore.Taken;
import org.consultflow.voice.VoiceProvider.VoiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Rings and hangs up, outside of any transaction: what is due is taken and committed before the provider is called. */
@Component
class CallDialer implements TimeBound {

    private static final Logger log = LoggerFactory.getLogger(CallDialer.class);

    /** Longer than a phone rings and a mailbox is listened to: who has not been heard of until then was not rung. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int AT_ONCE = 20;
    private static final int LOOK_EVERY = 5;
    private static final int ATTENTIVE = 5;

    private final CallStore calls;
    private final VoiceDesk desk;
    private final VoiceProvider provider;
    private final Clock clock;
    private final Seldom seldom = new Seldom(LOOK_EVERY);

    CallDialer(CallStore calls, VoiceDesk desk, VoiceProvider provider, Clock clock) {
        this.calls = calls;
        this.desk = desk;
        this.provider = provider;
        this.clock = clock;
        calls.tell(() -> seldom.hint(ATTENTIVE));
    }

    @Scheduled(
            fixedDelayString = "${consultflow.voice.interval:3s}",
            initialDelayString = "${consultflow.voice.interval:3s}")
    void round() {
        // most of the time nobody is on the phone
        if (seldom.look()) {
            work();
        }
    }

    void work() {
        if (!calls.anyUnderWay()) {
            return;
        }
        seldom.hint(ATTENTIVE);
        calls.outOfTime(clock.instant(), CallRules.MARGIN).forEach(desk::end);
        calls.lostInPlacing().forEach(desk::lost);
        for (Taken taken : calls.take(LEASE, AT_ONCE)) {
            try {
                if (taken.state() == LegState.DUE) {
                    ring(taken.legId());
                } else {
                    hangUp(taken.legId());
                }
            } catch (RuntimeException failure) {
                // the row says what is under way; one call must not keep the others, and the text may quote a number
                log.error(
                        "a leg of a call could not be moved on: {}",
                        failure.getClass().getName());
            }
        }
    }

    private void ring(UUID leg) {
        Optional<String> number = desk.numberFor(leg);
        if (number.isEmpty()) {
            desk.refused(leg, null, "no number");
            return;
        }
        try {
            String sid = provider.dial(leg, number.get());
            if (!desk.placed(leg, sid)) {
                provider.hangUp(sid);
            }
        } catch (VoiceException refused) {
            if (refused.worthRepeating()) {
                calls.postpone(leg, LegState.PLACING, LegState.DUE, SOON);
            } else if (refused.code() != null) {
                desk.refused(leg, refused.code(), refused.getMessage());
            } else {
                // it may ring: what is heard of it moves it on, or its lease
                log.warn("whether a phone rings is not known: {}", refused.getMessage());
            }
        }
    }

    private void hangUp(UUID leg) {
        String sid = calls.leg(leg).sid();
        if (sid == null) {
            // if it rings after all, whoever takes it is told nothing but the end
            desk.hungUp(leg);
            return;
        }
        try {
            provider.hangUp(sid);
            desk.hungUp(leg);
        } catch (VoiceException noAnswer) {
            calls.postpone(leg, LegState.HANG_UP, LegState.HANG_UP, SOON);
        }
    }

    @Override
    public Optional<Instant> nextDue() {
        return Optional.empty();
    }

    @Override
    public boolean busy() {
        return calls.working();
    }
}
