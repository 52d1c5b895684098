package org.consultflow.consultation;

import java.util.Map;

import org.consultflow.telemetry.Survey.Figure;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

class ConsultationSurveyTest extends CommandSteps {

    private final ConsultationSurvey survey = new ConsultationSurvey(JDBC);

    @Test
    void a_few_are_counted() {
        commands.cancel(commands.book("first", booking()).id(), Party.CLINIC, null);
        commands.book("second", booking());

        assertThat(figures()).containsEntry("cancelled", 1.0);
        assertThat(figures().values().stream().mapToDouble(Double::doubleValue).sum())
                .isEqualTo(2);
    }

    @Test
    void of_many_it_is_said_how_many_there_are_without_reading_them() {
        commands.book("first", booking());
        JDBC.sql(
                        """
                        insert into consultation select copy.* from generate_series(1, 4000) n, consultation one,
                          jsonb_populate_record(null::consultation, to_jsonb(one) || jsonb_build_object(
                            'id', gen_random_uuid(), 'status', case when n % 4 = 0 then 'cancelled' else 'completed' end))
                          copy""")
                .update();
        JDBC.sql("analyze consultation").update();

        new TransactionTemplate(new DataSourceTransactionManager(DATABASE)).executeWithoutResult(asked -> {
            assertThat(figures().get("cancelled")).isCloseTo(1000, withinPercentage(10));
            assertThat(figures().get("completed")).isCloseTo(3000, withinPercentage(10));
            assertThat(JDBC.sql("select pg_stat_get_xact_numscans('consultation'::regclass)")
                            .query(Long.class)
                            .single())
                    .isZero();
        });
    }

    private Map<String, Double> figures() {
        return survey.take().stream()
                .collect(toMap(
                        figure -> figure.labels().stream().iterator().next().getValue(), Figure::value));
    }
}
