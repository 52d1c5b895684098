package org.consultflow.reply;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.consultflow.reply.ClinicInbox.Message;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What came in; number, text and answer are sealed. */
@Repository
class MessageStore {

    private static final int SHOWN = 20;
    private static final String MESSAGE =
            "id, channel, address_key, address_sealed, text_sealed, meaning, answer_sealed, outcome";

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Clock clock;
    private final Clock realTime;

    MessageStore(JdbcClient jdbc, Vault vault, Clock clock, @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.clock = clock;
        this.realTime = realTime;
    }

    /**
     * @param answer what is answered at once; or null
     * @param outcome what became of it; null if more has to be done
     * @throws org.springframework.dao.DuplicateKeyException if it was kept meanwhile
     */
    UUID add(InboundMessage message, String addressKey, Meaning meaning, String answer, String outcome) {
        UUID id = UUID.randomUUID();
        jdbc.sql(
                        """
                        insert into inbound_message (id, provider_id, channel, address_key, address_sealed, text_sealed,
                            media, meaning, answer_sealed, outcome, received_at, stored_at)
                        values (:id, :providerId, :channel, :key, :address, :text, :media, :meaning, :answer, :outcome,
                            :received, :stored)""")
                .param("id", id)
                .param("providerId", message.providerId())
                .param("channel", message.channel())
                .param("key", addressKey)
                .param("address", vault.seal(message.address()))
                .param("text", vault.seal(message.text()))
                .param("media", message.media())
                .param("meaning", meaning.word())
                .param("answer", vault.seal(answer))
                .param("outcome", outcome)
                .param("received", clock.instant().atOffset(ZoneOffset.UTC))
                .param("stored", realTime.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    Optional<Stored> findByProviderId(String providerId) {
        return jdbc.sql("select " + MESSAGE + " from inbound_message where provider_id = :providerId")
                .param("providerId", providerId)
                .query(this::stored)
                .optional();
    }

    Stored lock(UUID id) {
        return jdbc.sql("select " + MESSAGE + " from inbound_message where id = :id for update")
                .param("id", id)
                .query(this::stored)
                .single();
    }

    void finish(UUID id, String outcome, String answer) {
        jdbc.sql("update inbound_message set outcome = :outcome, answer_sealed = coalesce(:answer, answer_sealed)"
                        + " where id = :id")
                .param("outcome", outcome)
                .param("answer", vault.seal(answer))
                .param("id", id)
                .update();
    }

    void putInto(UUID item, UUID message) {
        jdbc.sql("update inbound_message set inbox_item_id = :item where id = :id")
                .param("item", item)
                .param("id", message)
                .update();
    }

    /** All that was kept before this moment of real time and is not worked off: what never can be stands in nobody's way. */
    List<UUID> unfinishedSince(Instant real) {
        return jdbc.sql("select id from inbound_message where outcome is null and stored_at < :real"
                        + " order by stored_at")
                .param("real", real.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .list();
    }

    int count(UUID item) {
        return jdbc.sql("select count(*) from inbound_message where inbox_item_id = :item")
                .param("item", item)
                .query(Integer.class)
                .single();
    }

    /** The last of an item's messages, oldest first. */
    List<Message> lastOf(UUID item) {
        List<Message> messages = new java.util.ArrayList<>(jdbc.sql(
                        """
                        select received_at, text_sealed, media from inbound_message where inbox_item_id = :item
                        order by received_at desc, stored_at desc limit :shown""")
                .param("item", item)
                .param("shown", SHOWN)
                .query((row, number) -> new Message(
                        row.getTimestamp("received_at").toInstant(),
                        vault.open(row.getBytes("text_sealed")),
                        row.getInt("media")))
                .list());
        Collections.reverse(messages);
        return messages;
    }

    private Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                row.getString("channel"),
                row.getString("address_key"),
                vault.open(row.getBytes("address_sealed")),
                vault.open(row.getBytes("text_sealed")),
                Meaning.of(row.getString("meaning")),
                vault.open(row.getBytes("answer_sealed")),
                row.getString("outcome"));
    }

    /** A row of {@code inbound_message}, opened. */
    record Stored(
            UUID id,
            String channel,
            String addressKey,
            String address,
            String text,
            Meaning meaning,
            String answer,
            String outcome) {

        @Override
        public String toString() {
            return "Stored[" + id + "]";
        }
    }
}
