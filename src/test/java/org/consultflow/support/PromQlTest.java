package org.consultflow.support;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PromQlTest {

    @Test
    void metrics_and_labels_are_told_from_functions_operators_and_strings() {
        PromQl.Query query = PromQl.read(
                "60 * sum by (le, channel) (rate(a_total{kind!=\"sum by (x)\", state=~'b|c'}[5m] offset 1h)) / ignoring (kind)"
                        + " group_left max(b_seconds) unless on (node) up == 0");
        assertThat(query.metrics())
                .isEqualTo(Map.of("a_total", Set.of("kind", "state"), "b_seconds", Set.of(), "up", Set.of()));
        assertThat(query.labels()).containsExactlyInAnyOrder("le", "channel", "kind", "node");
    }
}
