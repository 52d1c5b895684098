package org.consultflow.lifecycle.jobs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

import io.micrometer.core.instrument.Tags;
import org.consultflow.telemetry.Survey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The engine's jobs and incidents. Of the jobs only those are read that are due within a retry's pause: the others wait for
 * a visit that is far ahead.
 */
@Component
class EngineSurvey implements Survey {

    private static final String JOBS = "consultflow.engine.jobs.current";
    private static final String OLDEST = "consultflow.engine.oldest.due.job.age";
    private static final String INCIDENTS = "consultflow.incidents";

    private final JdbcClient jdbc;
    private final Clock clock;

    EngineSurvey(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                new Kind(
                        JOBS,
                        null,
                        "Jobs that are due, that failed and will be tried again, that will not be tried again"),
                new Kind(OLDEST, "seconds", "For how long the oldest job has been due that nobody runs"),
                new Kind(INCIDENTS, null, "Open incidents"));
    }

    @Override
    public List<Figure> take() {
        Instant now = clock.instant();
        return jdbc.sql(
                        """
                        select count(*) filter (where due and retries_ > 0) as due,
                            count(*) filter (where retries_ > 0 and failed) as retrying,
                            count(*) filter (where retries_ = 0) as failed,
                            coalesce(extract(epoch from cast(:now as timestamp) - min(duedate_) filter (where due and retries_ > 0
                                and lock_owner_ is null)), 0) as oldest,
                            (select count(*) from act_ru_incident) as incidents
                        from (select retries_, duedate_, lock_owner_, duedate_ is null or duedate_ <= cast(:now as timestamp) as due,
                                exception_stack_id_ is not null or exception_msg_ is not null as failed
                            from act_ru_job where (duedate_ <= cast(:soon as timestamp) or duedate_ is null) and suspension_state_ = 1) job""")
                .param("now", Timestamp.from(now))
                .param("soon", Timestamp.from(now.plusSeconds(60)))
                .query((row, number) -> List.of(
                        new Figure(JOBS, Tags.of("state", "due"), row.getDouble("due")),
                        new Figure(JOBS, Tags.of("state", "retrying"), row.getDouble("retrying")),
                        new Figure(JOBS, Tags.of("state", "failed"), row.getDouble("failed")),
                        new Figure(OLDEST, Tags.empty(), row.getDouble("oldest")),
                        new Figure(INCIDENTS, Tags.empty(), row.getDouble("incidents"))))
                .single();
    }
}
