package org.consultflow.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

import org.consultflow.bulk.ReadAhead;
import org.consultflow.bulk.Rows;
import org.consultflow.people.QuietHours.Mode;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people prefer. */
@Repository
class PreferenceStore {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ReadAhead<UUID, Preferences> ahead = new ReadAhead<>();

    PreferenceStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Preferences of(UUID person) {
        return ahead.get(person).orElseGet(() -> {
            Preferences read = of(List.of(person)).getOrDefault(person, Preferences.NONE);
            ahead.keep(Map.of(person, read));
            return read;
        });
    }

    /** Nobody knew of this person before the present transaction. */
    void nothingSaidBy(UUID person) {
        ahead.keep(Map.of(person, Preferences.NONE));
    }

    /** These are going to be asked for in the present transaction. */
    void readAhead(Collection<UUID> people) {
        Map<UUID, Preferences> read = new HashMap<>();
        people.forEach(person -> read.put(person, Preferences.NONE));
        read.putAll(of(people));
        ahead.keep(read);
    }

    /** What these people prefer; who never said anything may be missing. */
    Map<UUID, Preferences> of(Collection<UUID> people) {
        Map<UUID, Preferences> preferences = new HashMap<>();
        people.forEach(person -> ahead.get(person).ifPresent(known -> preferences.put(person, known)));
        List<UUID> others = people.stream()
                .filter(person -> !preferences.containsKey(person))
                .toList();
        if (!others.isEmpty()) {
            jdbc.sql(
                            "select person_id, channels, language, quiet_from, quiet_to, quiet_zone, quiet_mode from preference"
                                    + " where person_id = any(cast(:people as uuid[]))")
                    .param("people", Rows.ids(others))
                    .query((RowCallbackHandler)
                            row -> preferences.put(row.getObject("person_id", UUID.class), preferences(row)));
        }
        return preferences;
    }

    void save(UUID person, Preferences preferences) {
        ahead.forget(person);
        QuietHours quiet = preferences.quietHours();
        Locale language = preferences.language();
        jdbc.sql(
                        """
                        insert into preference (person_id, channels, language, quiet_from, quiet_to, quiet_zone,
                            quiet_mode, updated_at)
                        values (:person, :channels, :language, :from, :to, :zone, :mode, :now)
                        on conflict (person_id) do update
                        set channels = excluded.channels, language = excluded.language,
                            quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
                            quiet_zone = excluded.quiet_zone, quiet_mode = excluded.quiet_mode,
                            updated_at = excluded.updated_at""")
                .param("person", person)
                .param("channels", String.join(" ", preferences.channels()))
                .param("language", language == null ? null : language.toLanguageTag())
                .param("from", quiet == null ? null : quiet.from(), java.sql.Types.TIME)
                .param("to", quiet == null ? null : quiet.to(), java.sql.Types.TIME)
                .param("zone", quiet == null ? null : quiet.zone().getId())
                .param("mode", quiet == null ? null : quiet.mode().word())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Preferences preferences(ResultSet row) throws SQLException {
        String channels = row.getString("channels");
        String language = row.getString("language");
        LocalTime from = row.getObject("quiet_from", LocalTime.class);
        return new Preferences(
                channels.isEmpty() ? List.of() : List.of(channels.split(" ")),
                language == null ? null : Locale.forLanguageTag(language),
                from == null
                        ? null
                        : new QuietHours(
                                from,
                                row.getObject("quiet_to", LocalTime.class),
                                ZoneId.of(row.getString("quiet_zone")),
                                Mode.of(row.getString("quiet_mode")).orElseThrow()));
    }
}
