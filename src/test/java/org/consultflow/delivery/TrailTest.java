package org.consultflow.delivery;

import java.util.List;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.consultflow.telemetry.Trail;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** The trace that a message leaves, as a collector gets it. */
@ContextConfiguration(classes = TrailTest.Traced.class)
class TrailTest extends DeliverySteps {

    @Autowired
    InMemorySpanExporter spans;

    @Autowired
    Tracer tracer;

    @Autowired
    Trail trail;

    @BeforeEach
    void nothingTraced() {
        spans.reset();
    }

    @Test
    void from_the_call_to_the_receipt_all_is_one_trace_whose_id_is_the_consultations() {
        request("reminder-1h", PHONE);
        run();
        receipt(0, ReceiptStatus.DELIVERED, null, null);

        assertThat(spans.getFinishedSpanItems())
                .extracting(span -> span.getName() + " " + attribute(span, "status"))
                .containsExactly("send message null", "message status queued", "message status delivered");
        assertThat(spans.getFinishedSpanItems()).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(consultation.toString().replace("-", ""));
            assertThat(attribute(span, "delivery")).isEqualTo(firstDelivery());
        });
    }

    @Test
    void a_step_within_another_is_its_child_and_one_within_a_foreign_call_is_linked_to_it() {
        var call = tracer.nextSpan().name("http post").start();
        try (var around = tracer.withSpan(call);
                var outer = trail.step("start process", consultation, null);
                var inner = trail.step("request notification", consultation, null)) {
            inner.note("kind", "confirmation");
        } finally {
            call.end();
        }
        List<SpanData> found = spans.getFinishedSpanItems();
        SpanData inner = found.get(0);
        SpanData outer = found.get(1);
        assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
        assertThat(inner.getLinks()).isEmpty();
        assertThat(outer.getTraceId()).isNotEqualTo(call.context().traceId());
        assertThat(outer.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(call.context().spanId());
    }

    @Test
    void a_thread_that_goes_on_with_another_s_work_is_in_that_one_s_trace_until_it_is_done() {
        var call = tracer.nextSpan().name("http post").start();
        Trail.Origin origin;
        try (var around = tracer.withSpan(call)) {
            origin = trail.origin();
        }
        try (var resumed = origin.resume();
                var step = trail.step("start process", consultation, null)) {
            step.note("revision", 1);
        }
        try (var step = trail.step("tell process", consultation, null)) {
            step.note("message", "msg-consultation-accepted");
        }
        call.end();

        List<SpanData> found = spans.getFinishedSpanItems();
        assertThat(found.get(0).getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .containsExactly(call.context().spanId());
        assertThat(found.get(1).getLinks()).isEmpty();
    }

    @Test
    void no_span_says_who_somebody_is() {
        farEnd.answer("whatsapp", message -> new Outcome.Refused(63003, "no such number", FailureAction.NEXT_CHANNEL));
        request("reminder-1h", PHONE);
        run();
        assertThat(spans.getFinishedSpanItems()).hasSizeGreaterThan(2);
        assertThat(spans.getFinishedSpanItems().toString()).doesNotContain(farEnd.address.substring(1));
    }

    @Test
    void a_line_that_is_logged_meanwhile_says_what_it_is_about_and_none_after_it() {
        farEnd.whileWriting = () -> {
            assertThat(MDC.get(Trail.CONSULTATION)).isEqualTo(consultation.toString());
            assertThat(MDC.get(Trail.DELIVERY)).isEqualTo(firstDelivery());
        };
        request("reminder-1h", PHONE);
        run();
        assertThat(sentChannels()).containsExactly("whatsapp");
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    private String firstDelivery() {
        return jdbc.sql("select id::text from delivery order by position limit 1")
                .query(String.class)
                .single();
    }

    private static String attribute(SpanData span, String key) {
        return span.getAttributes().get(AttributeKey.stringKey("consultflow." + key));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Traced {

        @Bean
        InMemorySpanExporter spanExporter() {
            return InMemorySpanExporter.create();
        }

        @Bean
        SdkTracerProvider tracers(InMemorySpanExporter exporter) {
            return SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build();
        }

        @Bean
        Tracer tracer(SdkTracerProvider tracers) {
            return new OtelTracer(tracers.get("test"), new OtelCurrentTraceContext(), event -> {});
        }

        @Bean
        Trail trail(ObjectProvider<Tracer> tracer) {
            return new Trail(tracer, 1.0);
        }
    }
}
