package org.consultflow.delivery;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is counted of deliveries. A meter is looked up once for each combination of labels; all labels have few values. */
@Component
class DeliveryMeters {

    /** From "as planned" over "nobody noticed" to "of no use any more". */
    static final Duration[] LATENESS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private static final Duration[] LATENCY = {
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2500),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10)
    };

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<Changed, Counter> deliveries = new ConcurrentHashMap<>();
    private final Map<Changed, Counter> notifications = new ConcurrentHashMap<>();
    private final Map<Changed, Counter> suppressions = new ConcurrentHashMap<>();
    private final Map<String, Counter> requests = new ConcurrentHashMap<>();
    private final Map<String, Counter> fallbacks = new ConcurrentHashMap<>();
    private final Map<String, Timer> lateness = new ConcurrentHashMap<>();
    private final Map<Answered, Timer> calls = new ConcurrentHashMap<>();
    private final Map<ReceiptStatus, Counter> receipts = new ConcurrentHashMap<>();

    DeliveryMeters(ObjectProvider<MeterRegistry> meters, Clock clock) {
        this.meters = meters.getIfAvailable(CompositeMeterRegistry::new);
        this.clock = clock;
        for (ReceiptStatus status : ReceiptStatus.values()) {
            receipts.put(
                    status, counter("receipts", "Receipts that came in, repeated ones too", "status", status.word()));
        }
    }

    /** These were requested, or noted as not sent, as soon as the transaction is committed. */
    void requested(Collection<NewNotice> written) {
        afterCommit(List.of(() -> written.forEach(notice -> {
            NewNotice.Row row = notice.row();
            count(
                    requests,
                    row.kind(),
                    kind -> counter("notifications.requested", "Notifications that were to be sent", "kind", kind));
            if (row.state() == NoticeState.CLOSED) {
                settled(row.kind(), row.state());
            }
        })));
    }

    /** These have changed, as soon as the transaction is committed. */
    void changed(Collection<Notice> notices) {
        List<Runnable> counting = new ArrayList<>();
        for (Notice notice : notices) {
            notice.stateChange()
                    .ifPresent(to -> counting.add(() -> settled(notice.key().kind(), to)));
            for (Delivery row : notice.deliveries()) {
                row.stateChange().ifPresent(change -> counting.add(() -> moved(row, change)));
            }
        }
        afterCommit(counting);
    }

    /** Providers took these, as soon as the transaction is committed. */
    void passedOn(Collection<Delivery> rows) {
        Delivery.StateChange change = new Delivery.StateChange(DeliveryState.SENDING, DeliveryState.SENT);
        afterCommit(List.of(() -> rows.forEach(row -> moved(row, change))));
    }

    private void settled(String kind, NoticeState to) {
        if (to == NoticeState.OPEN || to == NoticeState.CALL_OBSOLETE || to == NoticeState.CALL_REQUESTED) {
            return;
        }
        count(
                notifications,
                new Changed(kind, word(to)),
                it -> counter(
                        "notifications",
                        "Notifications whose outcome is known: reached, unreached, or closed without being needed",
                        "kind",
                        it.what(),
                        "outcome",
                        it.to()));
    }

    private void moved(Delivery row, Delivery.StateChange change) {
        String channel = row.channel();
        if (change.from() == DeliveryState.WAITING && change.to() == DeliveryState.PENDING) {
            count(
                    fallbacks,
                    channel,
                    it -> counter(
                            "fallbacks", "Deliveries that took the place of a channel before them", "channel", it));
        } else if (change.to() == DeliveryState.SUPPRESSED) {
            count(
                    suppressions,
                    new Changed(channel, SuppressionReason.of(row.reason()).word()),
                    it -> counter("suppressions", "Deliveries not sent", "channel", it.what(), "reason", it.to()));
        }
        if (change.to() != DeliveryState.WAITING
                && change.to() != DeliveryState.PENDING
                && change.to() != DeliveryState.SENDING) {
            count(
                    deliveries,
                    new Changed(channel, word(change.to())),
                    it -> counter(
                            "deliveries", "Deliveries that came to stand so", "channel", it.what(), "state", it.to()));
        }
        if (change.from() == DeliveryState.SENDING
                && (change.to() == DeliveryState.SENT || change.to().arrived())) {
            Duration late = Duration.between(row.dueAt(), clock.instant());
            lateness.computeIfAbsent(channel, this::lateness).record(late.isNegative() ? Duration.ZERO : late);
        }
    }

    /** A provider was called. */
    void called(String provider, Outcome outcome, Duration took) {
        Answered answered = outcome instanceof Outcome.Accepted
                ? new Answered(provider, "accepted", "none")
                : outcome instanceof Outcome.Refused refused
                        ? new Answered(provider, "refused", codeClass(refused.errorCode()))
                        : new Answered(provider, "unknown", codeClass(((Outcome.Unknown) outcome).errorCode()));
        calls.computeIfAbsent(answered, this::call).record(took);
    }

    /** A receipt came in. */
    void receipt(ReceiptStatus status) {
        receipts.get(status).increment();
    }

    /** Codes by their thousands, {@code 63xxx}: what they are about at Twilio, and never more than a hundred labels. */
    private static String codeClass(Integer code) {
        if (code == null) {
            return "none";
        }
        return code < 1000 ? code / 100 + "xx" : code / 1000 < 100 ? code / 1000 + "xxx" : "other";
    }

    private static String word(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Timer lateness(String channel) {
        return Timer.builder("consultflow.delivery.lateness")
                .description("From the moment a message was due until a provider took it, by the patients' clock")
                .tag("channel", channel)
                .serviceLevelObjectives(LATENESS)
                .register(meters);
    }

    private Timer call(Answered answered) {
        return Timer.builder("consultflow.provider.request")
                .description("Calls to providers, by real time")
                .tag("provider", answered.provider())
                .tag("outcome", answered.outcome())
                .tag("code", answered.code())
                .serviceLevelObjectives(LATENCY)
                .register(meters);
    }

    private Counter counter(String name, String description, String... labels) {
        return Counter.builder("consultflow." + name)
                .description(description)
                .tags(labels)
                .register(meters);
    }

    private static <K> void count(Map<K, Counter> counters, K key, Function<K, Counter> make) {
        counters.computeIfAbsent(key, make).increment();
    }

    private static void afterCommit(List<Runnable> counting) {
        if (counting.isEmpty()) {
            return;
        }
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            counting.forEach(Runnable::run);
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                counting.forEach(Runnable::run);
            }
        });
    }

    private record Changed(String what, String to) {}

    private record Answered(String provider, String outcome, String code) {}
}
