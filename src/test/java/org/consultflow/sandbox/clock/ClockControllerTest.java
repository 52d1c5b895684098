package org.consultflow.sandbox.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.time.AdjustableClock;
import org.consultflow.time.ClockOffsets;
import org.consultflow.time.TimeBound;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

class ClockControllerTest {

    private static final Instant START = Instant.parse("2026-03-05T10:00:00Z");

    private final AdjustableClock clock = new AdjustableClock(Clock.fixed(START, ZoneOffset.UTC), Duration.ZERO);
    private final ClockController controller = new ClockController(
            new ClockMover(
                    clock,
                    mock(ClockOffsets.class),
                    new StaticListableBeanFactory().getBeanProvider(TimeBound.class),
                    Duration.ofSeconds(30)),
            clock);

    private Instant move(String body) throws JsonProcessingException {
        return controller.move(new ObjectMapper().readTree(body)).now();
    }

    @Test
    void the_clock_is_advanced_by_a_duration() throws Exception {
        assertThat(move("{\"advance\": \"PT2H\"}")).isEqualTo(START.plus(Duration.ofHours(2)));
        assertThat(controller.now().now()).isEqualTo(START.plus(Duration.ofHours(2)));
    }

    @Test
    void the_clock_is_moved_to_an_instant_of_any_offset() throws Exception {
        assertThat(move("{\"to\": \"2026-03-06T09:00:00+11:00\"}")).isEqualTo(Instant.parse("2026-03-05T22:00:00Z"));
    }

    @ParameterizedTest(name = "{0} breaks the rule \"{1} {2}\"")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {}                                                      | advance | or to must be given
            {"advance": "PT1H", "to": "2026-03-06T10:00:00Z"}       | advance | or to must be given
            {"advance": "soon"}                                     | advance | must be an ISO 8601 duration
            {"advance": 5}                                          | advance | must be an ISO 8601 duration
            {"advance": "-PT1H"}                                    | advance | the clock only goes forwards
            {"advance": "P367D"}                                    | advance | must be 366 days at most
            {"advance": "PT2562047788015215H"}                      | advance | must be 366 days at most
            {"to": "tomorrow"}                                      | to      | must be an ISO 8601 instant
            {"to": "2026-03-05T09:59:59Z"}                          | to      | the clock only goes forwards
            {"to": "2028-03-05T10:00:00Z"}                          | to      | must be 366 days ahead at most
            """)
    void a_wish_that_breaks_a_rule_is_refused_and_moves_nothing(String body, String field, String rule) {
        assertThatThrownBy(() -> move(body)).isInstanceOfSatisfying(InvalidRequestException.class, refused -> {
            assertThat(refused.violations().get(0).field()).isEqualTo(field);
            assertThat(refused.getMessage()).contains(rule);
        });
        assertThat(clock.instant()).isEqualTo(START);
    }
}
