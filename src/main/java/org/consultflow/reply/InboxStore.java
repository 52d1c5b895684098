package org.consultflow.reply;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of the inbox: no more than one open for each number. */
@Repository
class InboxStore {

    private static final String ITEM =
            "id, channel, address_key, address_sealed, reason, consultation_id, due_at, done_at";

    private final JdbcClient jdbc;

    InboxStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false if the number has an open one already, which may be gone again by now */
    boolean open(Row row, Instant now) {
        return jdbc.sql(
                                """
                        insert into inbox_item (id, channel, address_key, address_sealed, reason, consultation_id,
                            opened_at, due_at)
                        values (:id, :channel, :key, :address, :reason, :consultation, :now, :due)
                        on conflict (address_key) where done_at is null do nothing""")
                        .param("id", row.id())
                        .param("channel", row.channel())
                        .param("key", row.addressKey())
                        .param("address", row.address())
                        .param("reason", row.reason())
                        .param("consultation", row.consultationId())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("due", row.dueAt().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    boolean hasOpen(String addressKey) {
        return jdbc.sql("select exists (select 1 from inbox_item where address_key = :key and done_at is null)")
                .param("key", addressKey)
                .query(Boolean.class)
                .single();
    }

    Optional<Row> lockOpen(String addressKey) {
        return jdbc.sql("select " + ITEM + " from inbox_item where address_key = :key and done_at is null for update")
                .param("key", addressKey)
                .query(InboxStore::row)
                .optional();
    }

    Optional<Row> find(UUID id) {
        return jdbc.sql("select " + ITEM + " from inbox_item where id = :id")
                .param("id", id)
                .query(InboxStore::row)
                .optional();
    }

    void lock(UUID id) {
        jdbc.sql("select id from inbox_item where id = :id for update")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    void done(UUID id, String result, String byUser, Instant now) {
        jdbc.sql(
                        """
                        update inbox_item set done_at = :now, result = :result, done_by = :user
                        where id = :id and done_at is null""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("result", result)
                .param("user", byUser)
                .param("id", id)
                .update();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getString("address_key"),
                row.getBytes("address_sealed"),
                row.getString("reason"),
                row.getObject("consultation_id", UUID.class),
                row.getTimestamp("due_at").toInstant(),
                row.getTimestamp("done_at") != null);
    }

    /** A row of {@code inbox_item}. */
    record Row(
            UUID id,
            String channel,
            String addressKey,
            byte[] address,
            String reason,
            UUID consultationId,
            Instant dueAt,
            boolean isDone) {}
}
