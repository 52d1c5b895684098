package org.consultflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.consultflow.support.TraceCollector;
import org.consultflow.support.TraceCollector.Span;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The traces of whole visits, as a collector gets them over the wire. */
@ServiceTest
@AutoConfigureObservability
@Tag("traced")
class TracedVisitTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String REASON = "because of the Exampleitis";

    /** The trace that an integrator's call belongs to. */
    private static final String CALLER = "4bf92f3577b34da6a3ce929d0e0e4736";

    private static final TraceCollector COLLECTOR = new TraceCollector();

    @Autowired
    Clinic clinic;

    @Autowired
    JoinLinks links;

    @Autowired
    Consultations consultations;

    @DynamicPropertySource
    static void sendsTraces(DynamicPropertyRegistry settings) {
        settings.add("management.otlp.tracing.endpoint", COLLECTOR::endpoint);
        settings.add("management.tracing.opentelemetry.export.schedule-delay", () -> "200ms");
    }

    @AfterAll
    static void nobodyCollectsAnyMore() {
        COLLECTOR.close();
    }

    @Test
    void from_call_over_timer_and_route_to_answer_and_receipt_all_is_one_trace_and_none_names_anybody() {
        BookedConsultation visit = bookedFrom(CALLER);
        BookedConsultation refused = clinic.aBookedConsultation(Clinic.withoutEmail());
        BookedConsultation unanswered = clinic.aBookedConsultation();
        BookedConsultation cancelled = clinic.aBookedConsultation(Clinic.inPerson());
        clinic.faultFor(refused, Channel.WHATSAPP, FaultKind.REFUSED, null);
        clinic.faultFor(unanswered, Channel.WHATSAPP, FaultKind.DROPPED, 1);
        ObjectNode why = clinic.json().createObjectNode().put("by", "patient").put("reason", REASON);
        cancelled.when("cancel", why).thenMayNot("cancel", why);
        ObjectNode mistaken = clinic.aBooking();
        ((ObjectNode) mistaken.get("patient")).put("phone", "not the number of Examplewoman");
        assertThat(clinic.post("/api/consultations", mistaken).statusCode()).isEqualTo(400);
        String door = links.linkFor(consultations.get(visit.id()), "patient")
                .orElseThrow()
                .getPath();

        visit.whenItIsBeforeStart("PT10M");
        clinic.http().send(clinic.http().anonymous(door));
        clinic.get("/api/patients/" + visit.reference() + "/export");

        thenItIsOneTrace(visit);
        span(traceOf(refused), "send message", Map.of("outcome", "refused"));
        span(traceOf(unanswered), "send message", Map.of("outcome", "unknown"));
        span(traceOf(cancelled), "tell process", Map.of());
        await().atMost(PATIENCE).until(() -> COLLECTOR.spans().stream()
                .anyMatch(span -> span.name().contains("export")));
        List<String> secrets = new ArrayList<>(List.of("Examplewoman", "Example Street", "Exampleitis"));
        List.of(visit, refused, unanswered, cancelled).forEach(one -> {
            secrets.addAll(one.secrets());
            secrets.add(one.reference());
        });
        secrets.add(door.substring(door.lastIndexOf('/') + 1));
        String traces = COLLECTOR.text();
        assertThat(secrets).allSatisfy(secret -> assertThat(traces).doesNotContain(secret));
    }

    private BookedConsultation bookedFrom(String trace) {
        ObjectNode booking = clinic.aBooking();
        String parent = "00-" + trace + "-00f067aa0ba902b7-01";
        var answer = clinic.post("/api/consultations", booking, "traceparent", parent);
        return clinic.theConsultation(
                UUID.fromString(clinic.read(answer).path("id").asText()), booking);
    }

    private static void thenItIsOneTrace(BookedConsultation visit) {
        String trace = traceOf(visit);
        Span booked = span(CALLER, "http post /api/consultations", Map.of());
        assertThat(span(trace, "start process", Map.of()).links())
                .as("the call that caused it")
                .containsExactly(booked.id());
        span(trace, "request notification", Map.of("kind", "reminder-24h", "audience", "patient"));
        span(trace, "request notification", Map.of("kind", "reminder-1h", "audience", "patient"));
        List<Span> answered = await("as the engine's timers fired: a day, an hour and a quarter ahead")
                .atMost(PATIENCE)
                .until(
                        () -> spans(trace, "send message", Map.of("channel", "whatsapp", "outcome", "accepted")),
                        sent -> sent.size() == 3);
        answered.forEach(sent -> span(
                trace, "message status", Map.of("delivery", sent.attributes().get("delivery"), "status", "delivered")));
        assertThat(COLLECTOR.spans())
                .filteredOn(
                        span -> visit.id().toString().equals(span.attributes().get("consultation")))
                .as("no step of it is in another trace")
                .allMatch(span -> span.traceId().equals(trace));
    }

    private static String traceOf(BookedConsultation visit) {
        return visit.id().toString().replace("-", "");
    }

    /** The first of its kind, as soon as it has come. */
    private static Span span(String trace, String name, Map<String, String> attributes) {
        return spans(trace, name, attributes).get(0);
    }

    private static List<Span> spans(String trace, String name, Map<String, String> attributes) {
        return await("%s %s in %s".formatted(name, attributes, trace))
                .atMost(PATIENCE)
                .until(
                        () -> COLLECTOR.spans().stream()
                                .filter(span -> span.traceId().equals(trace)
                                        && span.name().equals(name)
                                        && span.attributes().entrySet().containsAll(attributes.entrySet()))
                                .sorted(Comparator.comparing(Span::id))
                                .toList(),
                        found -> !found.isEmpty());
    }
}
