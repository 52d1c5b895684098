package org.consultflow.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

import io.micrometer.core.instrument.Tags;
import org.consultflow.telemetry.Survey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static org.consultflow.delivery.NoticeStore.utc;

/** What is to be sent, under way, unknown, or waits for a person: each read by the index of what is not finished. */
@Component
class DeliverySurvey implements Survey {

    private static final String OUTBOX = "consultflow.outbox.deliveries";
    private static final String OLDEST = "consultflow.outbox.oldest.age";
    private static final String ATTEMPTS = "consultflow.attempts.open";
    private static final String CALLS = "consultflow.calls.wanted";

    private final JdbcClient jdbc;
    private final Courier courier;
    private final Clock clock;

    DeliverySurvey(JdbcClient jdbc, Courier courier, Clock clock) {
        this.jdbc = jdbc;
        this.courier = courier;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "delivery";
    }

    @Override
    public List<Kind> kinds() {
        return List.of(
                new Kind(OUTBOX, null, "Deliveries that have not left: due, or later"),
                new Kind(OLDEST, "seconds", "For how long the oldest delivery has been due, by the patients' clock"),
                new Kind(ATTEMPTS, null, "Calls under way, and those whose answer never came"),
                new Kind(CALLS, null, "Notifications that reached nobody and for which no task was made yet"));
    }

    @Override
    public List<Figure> take() {
        // the row without a channel tells what does not belong to one
        return jdbc
                .sql(
                        """
                        select channels.channel as channel,
                            count(due_at) filter (where due_at <= :now) as due,
                            count(due_at) filter (where due_at > :now) as later,
                            greatest(coalesce(extract(epoch from :now - min(due_at)), 0), 0) as oldest,
                            (select count(*) from attempt where state = 'SENDING') as sending,
                            (select count(*) from attempt where state = 'UNKNOWN') as unknown,
                            (select count(*) from notice where state = 'UNREACHED') as calls
                        from unnest(array_append(cast(:channels as text[]), null)) channels (channel)
                        left join delivery d on d.channel = channels.channel and d.phase = 'PENDING'
                        group by channels.channel""")
                .param("now", utc(clock.instant()))
                .param("channels", courier.channels().toArray(String[]::new))
                .query((row, number) -> row.getString("channel") == null ? open(row) : outbox(row))
                .list()
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Figure> open(ResultSet row) throws SQLException {
        return List.of(
                new Figure(ATTEMPTS, Tags.of("state", "sending"), row.getDouble("sending")),
                new Figure(ATTEMPTS, Tags.of("state", "unknown"), row.getDouble("unknown")),
                new Figure(CALLS, Tags.empty(), row.getDouble("calls")));
    }

    private static List<Figure> outbox(ResultSet row) throws SQLException {
        String channel = row.getString("channel");
        return List.of(
                new Figure(OUTBOX, Tags.of("channel", channel, "state", "due"), row.getDouble("due")),
                new Figure(OUTBOX, Tags.of("channel", channel, "state", "later"), row.getDouble("later")),
                new Figure(OLDEST, Tags.of("channel", channel), row.getDouble("oldest")));
    }
}
