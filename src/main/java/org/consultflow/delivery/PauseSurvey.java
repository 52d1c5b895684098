package org.consultflow.delivery;

import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.Tags;
import org.consultflow.telemetry.Survey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static org.consultflow.delivery.NoticeStore.utc;

/** What ops have stopped for a time: a pause that was forgotten is seen by how long it is there. */
@Component
class PauseSurvey implements Survey {

    private static final String PAUSES = "consultflow.pauses";

    private final JdbcClient jdbc;
    private final Clock clock;

    PauseSurvey(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "pauses";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(new Kind(PAUSES, null, "Pauses in force, by what they name"));
    }

    @Override
    public List<Figure> take() {
        return jdbc.sql(
                        """
                        select count(*) filter (where named = 0) as clinic,
                            count(*) filter (where named = 1 and kind is not null) as kind,
                            count(*) filter (where named = 1 and channel is not null) as channel,
                            count(*) filter (where named = 1 and provider_id is not null) as provider,
                            count(*) filter (where named > 1) as several
                        from (select *, num_nonnulls(kind, channel, provider_id) as named from pause
                            where ended_at is null and until > :now) in_force""")
                .param("now", utc(clock.instant()))
                .query((row, number) -> List.of(
                        pauses("clinic", row.getDouble("clinic")),
                        pauses("kind", row.getDouble("kind")),
                        pauses("channel", row.getDouble("channel")),
                        pauses("provider", row.getDouble("provider")),
                        pauses("several", row.getDouble("several"))))
                .single();
    }

    private static Figure pauses(String of, double count) {
        return new Figure(PAUSES, Tags.of("of", of), count);
    }
}
