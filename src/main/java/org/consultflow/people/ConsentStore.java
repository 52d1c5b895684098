package org.consultflow.people;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was said about consent; only appended to. Whoever writes holds the lock on the person's row. */
@Repository
class ConsentStore {

    /** The channels that a booking without a list may assume: a list says yes or no to each of these at least. */
    private static final Set<String> ASSUMABLE = Set.of("email", "sms");

    private static final Rows<Row> STATEMENTS = Rows.of("v", Row.class);

    private final JdbcClient jdbc;
    private final Clock clock;

    ConsentStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Consents of(UUID person) {
        return of(List.of(person)).getOrDefault(person, new Consents(List.of()));
    }

    /** What was said by or for these people; who never said anything is not among them. */
    Map<UUID, Consents> of(Collection<UUID> people) {
        Map<UUID, List<ConsentStatement>> said = new HashMap<>();
        jdbc.sql(
                        """
                        select person_id, channel, status, stated_at, source, recorded_at from consent
                        where person_id = any(cast(:people as uuid[])) order by id""")
                .param("people", Rows.ids(people))
                .query((RowCallbackHandler)
                        row -> said.computeIfAbsent(row.getObject("person_id", UUID.class), anyone -> new ArrayList<>())
                                .add(new ConsentStatement(
                                        row.getString("channel"),
                                        row.getString("status").equals("active"),
                                        instant(row.getTimestamp("stated_at")),
                                        row.getString("source"),
                                        instant(row.getTimestamp("recorded_at")))));
        Map<UUID, Consents> consents = new HashMap<>();
        said.forEach((person, history) -> consents.put(person, new Consents(history)));
        return consents;
    }

    /**
     * Keeps what bookings say; what they say again is kept once.
     *
     * @param patients what was booked for each
     * @param said what was said before; who never said anything may be absent
     */
    void booked(Map<UUID, PersonDetails> patients, Map<UUID, Consents> said) {
        Instant now = clock.instant();
        List<Row> news = new ArrayList<>();
        patients.forEach((person, details) -> {
            Consents before = said.getOrDefault(person, new Consents(List.of()));
            news.addAll(
                    details.consentAssumed()
                            ? assumed(person, details.consent(), before, now)
                            : listed(person, details.consent(), before, now));
        });
        append(news);
    }

    private static List<Row> assumed(UUID person, Set<String> agreed, Consents said, Instant now) {
        return agreed.stream()
                .filter(channel -> said.of(channel).isEmpty())
                .map(channel -> Row.of(person, channel, true, Consents.ASSUMED, now, now))
                .toList();
    }

    private static List<Row> listed(UUID person, Set<String> agreed, Consents said, Instant now) {
        Set<String> channels = new LinkedHashSet<>(agreed);
        channels.addAll(ASSUMABLE);
        channels.addAll(said.channels());
        List<Row> news = new ArrayList<>();
        for (String channel : channels) {
            boolean active = agreed.contains(channel);
            if (said.ofBookings(channel)
                    .filter(before -> before.active() == active)
                    .filter(before -> isLatest(said, before))
                    .isEmpty()) {
                news.add(Row.of(person, channel, active, Consents.BOOKING, now, now));
            }
        }
        return news;
    }

    private static boolean isLatest(Consents said, ConsentStatement before) {
        return said.history().stream()
                .filter(other -> other.channel().equals(before.channel()))
                .noneMatch(other -> other.dateTime().isAfter(before.dateTime()));
    }

    void append(UUID person, String channel, boolean active, String source, Instant dateTime) {
        append(List.of(Row.of(person, channel, active, source, dateTime, clock.instant())));
    }

    private void append(List<Row> statements) {
        if (!statements.isEmpty()) {
            jdbc.sql(
                            """
                            insert into consent (person_id, channel, status, source, stated_at, recorded_at)
                            select person_id, channel, status, source, stated_at, recorded_at
                            from %s"""
                                    .formatted(STATEMENTS.from()))
                    .params(STATEMENTS.values(statements))
                    .update();
        }
    }

    /** The row of {@code consent}; its components are named as the columns. */
    private record Row(
            UUID personId, String channel, String status, String source, Instant statedAt, Instant recordedAt) {

        static Row of(UUID person, String channel, boolean active, String source, Instant stated, Instant now) {
            return new Row(person, channel, active ? "active" : "inactive", source, stated, now);
        }
    }

    private static Instant instant(Timestamp moment) {
        return moment.toInstant();
    }
}
