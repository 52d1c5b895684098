package org.consultflow.benchmarks.programs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** db-scheduler, lock-and-fetch, 64 threads; the outcome is recorded in the same database. The reference. */
public final class DbSchedulerProgram {

    private static final List<String> SCHEMA = List.of(
            """
            create table scheduled_tasks (
              task_name text not null, task_instance text not null, task_data bytea, execution_time timestamptz not null,
              picked boolean not null, picked_by text, last_success timestamptz, last_failure timestamptz,
              consecutive_failures int, last_heartbeat timestamptz, version bigint not null, priority smallint,
              primary key (task_name, task_instance))""",
            "create index execution_time_idx on scheduled_tasks (execution_time)",
            "create index last_heartbeat_idx on scheduled_tasks (last_heartbeat)",
            Program.OUTCOME);

    private DbSchedulerProgram() {}

    /** @param args the database's URL, Twilio's port */
    public static void main(String[] args) {
        Program.endOnFailure();
        HikariDataSource database = Program.pool(args[0], 30);
        SCHEMA.forEach(sql -> Program.execute(database, sql));
        Clock clock = Clock.systemUTC();
        Twilio twilio = new Twilio(Integer.parseInt(args[1]));
        JdbcTemplate jdbc = new JdbcTemplate(database);
        OneTimeTask<Void> reminder = Tasks.oneTime("reminder").execute((instance, context) -> {
            String sid = twilio.send(instance.getId());
            jdbc.update(Program.RECORD, instance.getId(), sid, Timestamp.from(clock.instant()));
        });
        Scheduler scheduler = Scheduler.create(database, reminder)
                .threads(Twilio.CONNECTIONS)
                .pollUsingLockAndFetch(1.0, 4.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        scheduler.start();
        Program.obey((howMany, when, first) -> schedule(scheduler, reminder, howMany, when, first), "");
    }

    private static void schedule(
            Scheduler scheduler, OneTimeTask<Void> reminder, int howMany, Instant when, int firstNumber) {
        List<TaskInstance<?>> instances = IntStream.range(firstNumber, firstNumber + howMany)
                .<TaskInstance<?>>mapToObj(number -> reminder.instance(Program.phone(number)))
                .toList();
        scheduler.scheduleBatch(instances, when);
    }
}
