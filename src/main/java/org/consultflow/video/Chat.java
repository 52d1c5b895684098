package org.consultflow.video;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** What patient and provider write to each other during a visit; kept sealed. */
@Repository
class Chat {

    static final int LONGEST = 2000;
    private static final int MOST = 1000;
    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final Visitors visitors;
    private final Vault vault;
    private final Clock clock;

    Chat(JdbcClient jdbc, Visitors visitors, Vault vault, Clock clock) {
        this.jdbc = jdbc;
        this.visitors = visitors;
        this.vault = vault;
        this.clock = clock;
    }

    /**
     * Keeps a line under the next number; the same key again is the same line.
     *
     * @throws StateConflictException if there are too many already
     */
    @Transactional
    public ChatLine say(JoinTicket ticket, UUID key, String text) {
        visitors.lock(ticket.consultationId());
        Optional<ChatLine> known = find(ticket, key);
        if (known.isPresent()) {
            return known.get();
        }
        int last = lastOf(List.of(ticket.consultationId())).getOrDefault(ticket.consultationId(), 0);
        if (last >= MOST) {
            throw new StateConflictException("a visit's chat has " + MOST + " lines at most");
        }
        jdbc.sql(
                        """
                        insert into chat_line (consultation_id, number, participant, line_key, text_sealed, written_at)
                        values (:id, :number, :participant, :key, :text, :now)""")
                .param("id", ticket.consultationId())
                .param("number", last + 1)
                .param("participant", ticket.participant().word())
                .param("key", key)
                .param("text", vault.seal(text))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return find(ticket, key).orElseThrow();
    }

    /** The lines after a number, in order; no more than 200 at once. */
    List<ChatLine> since(UUID consultationId, int number) {
        return jdbc.sql(
                        """
                        select * from chat_line where consultation_id = :id and number > :number
                        order by number limit :most""")
                .param("id", consultationId)
                .param("number", number)
                .param("most", AT_ONCE)
                .query(this::open)
                .list();
    }

    /** The number of each visit's last line; nothing for one in which nobody has written. */
    Map<UUID, Integer> lastOf(Collection<UUID> consultations) {
        return consultations.isEmpty()
                ? Map.of()
                : jdbc
                        .sql(
                                """
                                select consultation_id, max(number) as last from chat_line
                                where consultation_id in (:ids) group by consultation_id""")
                        .param("ids", consultations)
                        .query((row, number) ->
                                Map.entry(row.getObject("consultation_id", UUID.class), row.getInt("last")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Optional<ChatLine> find(JoinTicket ticket, UUID key) {
        return jdbc.sql(
                        """
                        select * from chat_line where consultation_id = :id and participant = :participant
                        and line_key = :key""")
                .param("id", ticket.consultationId())
                .param("participant", ticket.participant().word())
                .param("key", key)
                .query(this::open)
                .optional();
    }

    private ChatLine open(ResultSet row, int number) throws SQLException {
        return new ChatLine(
                row.getInt("number"),
                row.getString("participant"),
                row.getObject("line_key", UUID.class),
                vault.open(row.getBytes("text_sealed")),
                row.getTimestamp("written_at").toInstant());
    }
}
