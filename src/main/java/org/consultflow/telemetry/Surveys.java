package org.consultflow.telemetry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import org.consultflow.telemetry.Survey.Figure;
import org.consultflow.telemetry.Survey.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Takes all {@link Survey}s, one after the other, and shows what they last found. Nobody who reads the metrics asks the
 * database, or waits for one that is away: then the last figures stay, and {@code consultflow_survey_failures_total} counts.
 */
@Component
class Surveys {

    private static final Logger LOG = LoggerFactory.getLogger(Surveys.class);

    private final List<Taken> surveys;

    Surveys(List<Survey> surveys, MeterRegistry meters) {
        this.surveys = surveys.stream().map(survey -> new Taken(survey, meters)).toList();
    }

    @Scheduled(fixedDelayString = "${consultflow.telemetry.survey:15s}")
    void take() {
        surveys.forEach(Taken::take);
    }

    private static final class Taken {

        private final Survey survey;
        private final Map<String, MultiGauge> gauges = new HashMap<>();
        private final Counter failures;

        Taken(Survey survey, MeterRegistry meters) {
            this.survey = survey;
            for (Kind kind : survey.kinds()) {
                gauges.put(
                        kind.name(),
                        MultiGauge.builder(kind.name())
                                .description(kind.description())
                                .baseUnit(kind.unit())
                                .register(meters));
            }
            failures = Counter.builder("consultflow.survey.failures")
                    .description("How often figures could not be had from the database")
                    .tag("survey", survey.name())
                    .register(meters);
        }

        void take() {
            try {
                Map<String, List<Figure>> found = survey.take().stream().collect(Collectors.groupingBy(Figure::name));
                gauges.forEach((name, gauge) -> gauge.register(
                        found.getOrDefault(name, List.of()).stream()
                                .<MultiGauge.Row<?>>map(figure -> MultiGauge.Row.of(figure.labels(), figure.value()))
                                .toList(),
                        true));
            } catch (RuntimeException notNow) {
                failures.increment();
                LOG.warn(
                        "the figures of {} could not be had: {}",
                        survey.name(),
                        notNow.getClass().getName());
            }
        }
    }
}
