package org.consultflow.reply;

import java.time.Instant;
import java.util.List;

import org.consultflow.crypto.Vault;
import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What came from a person's addresses, and what was answered. */
@Component
class ReplyFile implements PersonalData {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final ReplyErasure erasure;

    ReplyFile(JdbcClient jdbc, Vault vault, ReplyErasure erasure) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.erasure = erasure;
    }

    record Held(Instant receivedAt, String channel, String from, String text, int media, String answer) {

        @Override
        public String toString() {
            return "Held[" + receivedAt + "]";
        }
    }

    @Override
    public String name() {
        return "messagesReceived";
    }

    @Override
    public List<Held> export(Subject subject) {
        return jdbc.sql(
                        """
                        select received_at, channel, address_sealed, text_sealed, media, answer_sealed from inbound_message
                        where address_key = any(:keys) order by received_at, stored_at""")
                .param("keys", subject.addressKeys().toArray(String[]::new))
                .query((row, number) -> new Held(
                        row.getTimestamp("received_at").toInstant(),
                        row.getString("channel"),
                        vault.open(row.getBytes("address_sealed")),
                        vault.open(row.getBytes("text_sealed")),
                        row.getInt("media"),
                        vault.open(row.getBytes("answer_sealed"))))
                .list();
    }

    @Override
    public void erase(Subject subject) {
        erasure.eraseOf(subject.addressKeys());
    }
}
