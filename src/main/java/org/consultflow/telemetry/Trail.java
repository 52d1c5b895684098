package org.consultflow.telemetry;

import java.util.Objects;
import java.util.UUID;

import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The trail that a consultation leaves in logs and traces. All its steps, on whatever node and day, are one trace whose id is
 * the consultation's own without its dashes: nothing has to be carried along, and who knows the one finds the other. The call
 * over HTTP that caused a step has a trace of its own, as its caller wanted; the step is linked to it.
 */
@Component
public class Trail {

    /** Under these names a line of the log says what it is about. */
    public static final String CONSULTATION = "consultationId";

    /** See {@link #CONSULTATION}. */
    public static final String DELIVERY = "deliveryId";

    private static final int OF_ALL = 10_000;

    private final Tracer tracer;
    private final double share;

    /**
     * @param tracer none: only logs have a trail
     * @param share of the consultations that are traced, 0 to 1
     */
    @Autowired
    public Trail(ObjectProvider<Tracer> tracer, @Value("${management.tracing.sampling.probability:1.0}") double share) {
        this(tracer.getIfAvailable(() -> Tracer.NOOP), share);
    }

    private Trail(Tracer tracer, double share) {
        this.tracer = tracer;
        this.share = share;
    }

    /** The trail of the service, or in a room that is tried alone one that leads nowhere. */
    public static Trail of(ObjectProvider<Trail> trail) {
        return trail.getIfAvailable(() -> new Trail(Tracer.NOOP, 0));
    }

    /**
     * Begins a step on this thread, which has to be closed there.
     *
     * @param name what is done, the same for all consultations
     * @param consultation whose trail it is
     * @param delivery the message it is about; null: none
     */
    public Step step(String name, UUID consultation, UUID delivery) {
        return new Step(name, consultation, delivery);
    }

    /** What this thread is doing, for another that goes on with it. */
    public Origin origin() {
        return new Origin(tracer.currentSpan());
    }

    private Span begin(String name, UUID consultation, UUID delivery) {
        Span around = tracer.currentSpan();
        String trace = consultation.toString().replace("-", "");
        Span.Builder span = tracer.spanBuilder().name(name).tag("consultflow.consultation", consultation.toString());
        if (delivery != null) {
            span.tag("consultflow.delivery", delivery.toString());
        }
        if (around != null && around.context().traceId().equals(trace)) {
            span.setParent(around.context());
        } else {
            span.setParent(root(trace, consultation));
            if (around != null) {
                span.addLink(new Link(around));
            }
        }
        return span.start();
    }

    /** Nobody has written this one: what all steps have in common. */
    private TraceContext root(String trace, UUID consultation) {
        return tracer.traceContextBuilder()
                .traceId(trace)
                .spanId(trace.substring(16))
                .sampled(Math.floorMod(consultation.hashCode(), OF_ALL) < share * OF_ALL)
                .build();
    }

    /** What a thread was doing. */
    public final class Origin {

        private final Span span;

        private Origin(Span span) {
            this.span = span;
        }

        /** From now on this thread does it, until what is returned is closed there. */
        public Resumed resume() {
            return tracer.withSpan(span)::close;
        }
    }

    /** A thread goes on with what another has begun. */
    public interface Resumed extends AutoCloseable {

        @Override
        void close();
    }

    /** Something that is done about a consultation. */
    public final class Step implements AutoCloseable {

        private final String consultationBefore = MDC.get(CONSULTATION);
        private final String deliveryBefore = MDC.get(DELIVERY);
        private final Span span;
        private final Tracer.SpanInScope scope;

        private Step(String name, UUID consultation, UUID delivery) {
            set(CONSULTATION, consultation.toString());
            set(DELIVERY, Objects.toString(delivery, null));
            span = tracer == Tracer.NOOP ? Span.NOOP : begin(name, consultation, delivery);
            scope = tracer == Tracer.NOOP ? () -> {} : tracer.withSpan(span);
        }

        /** Notes what was found; never anything that says who somebody is. */
        public void note(String key, Object value) {
            span.tag("consultflow." + key, String.valueOf(value));
        }

        @Override
        public void close() {
            scope.close();
            span.end();
            set(CONSULTATION, consultationBefore);
            set(DELIVERY, deliveryBefore);
        }

        private static void set(String key, String value) {
            if (value == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, value);
            }
        }
    }
}
