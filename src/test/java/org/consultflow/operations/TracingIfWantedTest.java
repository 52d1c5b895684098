package org.consultflow.operations;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class TracingIfWantedTest {

    private static final String[] FOUND = {
        "org.springframework.boot.actuate.autoconfigure.tracing.OpenTelemetryTracingAutoConfiguration",
        "org.springframework.boot.actuate.autoconfigure.tracing.otlp.OtlpTracingAutoConfiguration",
        "org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration",
        null
    };

    private final MockEnvironment environment = new MockEnvironment();
    private final TracingIfWanted filter = new TracingIfWanted();

    @Test
    void nothing_of_tracing_is_configured_while_nobody_wants_traces() {
        environment.setProperty("management.otlp.tracing.endpoint", "");
        filter.setEnvironment(environment);
        assertThat(filter.match(FOUND, null)).containsExactly(false, false, true, true);
    }

    @Test
    void all_of_it_is_as_soon_as_it_is_said_where_they_go() {
        environment.setProperty("management.otlp.tracing.endpoint", "http://collector:4318/v1/traces");
        filter.setEnvironment(environment);
        assertThat(filter.match(FOUND, null)).containsExactly(true, true, true, true);
    }
}
