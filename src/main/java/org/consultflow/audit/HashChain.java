package org.consultflow.audit;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The chain: each hash is made with our key of the entry and the hash before it, so that whoever can write to the database
 * but has no key can change nothing unseen. Whoever appends holds the head's row until the commit: nodes can't fork the
 * chain. That row is locked last and for no longer than a commit.
 */
@Component
class HashChain implements Audit {

    private static final String PURPOSE = "audit";
    private static final Pattern ACTOR = Pattern.compile("[a-z][a-z-]{0,39}(:[A-Za-z0-9._@-]{1,80})?");
    private static final Pattern ACTION = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern DETAIL =
            Pattern.compile("[a-z][a-z0-9-]*=[A-Za-z0-9.-]+( [a-z][a-z0-9-]*=[A-Za-z0-9.-]+)*");
    private static final int LONGEST_DETAIL = 200;

    private final JdbcClient jdbc;
    private final Vault vault;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Clock realTime;

    HashChain(
            JdbcClient jdbc,
            Vault vault,
            PlatformTransactionManager transactions,
            Clock clock,
            @RealTime Clock realTime) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.realTime = realTime;
    }

    @Override
    public void record(String actor, String action, UUID consultationId, String detail) {
        require(actor, ACTOR);
        require(action, ACTION);
        if (detail != null) {
            require(detail, DETAIL);
        }
        Instant happened = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Runnable appending = () -> append(actor, action, consultationId, detail, happened);
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            transaction.executeWithoutResult(begun -> appending.run());
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void beforeCommit(boolean readOnly) {
                appending.run();
            }
        });
    }

    private static void require(String text, Pattern form) {
        if (text.length() > LONGEST_DETAIL || !form.matcher(text).matches()) {
            throw new IllegalArgumentException("the audit takes code words only");
        }
    }

    private void append(String actor, String action, UUID consultationId, String detail, Instant happened) {
        Head head = jdbc.sql("select number, hash from audit_head for update")
                .query(HashChain::readHead)
                .single();
        AuditEntry entry = new AuditEntry(
                head.number() + 1,
                happened,
                realTime.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action,
                consultationId,
                detail);
        byte[] hash = vault.mac(PURPOSE, chained(head.hash(), entry));
        jdbc.sql(
                        """
                        insert into audit_entry
                        (number, happened_at, recorded_at, actor, action, consultation_id, detail, hash)
                        values (:number, :happened, :recorded, :actor, :action, :consultation, :detail, :hash)""")
                .param("number", entry.number())
                .param("happened", entry.happenedAt().atOffset(ZoneOffset.UTC))
                .param("recorded", entry.recordedAt().atOffset(ZoneOffset.UTC))
                .param("actor", actor)
                .param("action", action)
                .param("consultation", consultationId)
                .param("detail", detail)
                .param("hash", hash)
                .update();
        jdbc.sql("update audit_head set number = :number, hash = :hash")
                .param("number", entry.number())
                .param("hash", hash)
                .update();
    }

    /** The head as it stands: how many entries there must be, and the hash of the last. */
    Head head() {
        return jdbc.sql("select number, hash from audit_head")
                .query(HashChain::readHead)
                .optional()
                .orElse(new Head(0, new byte[0]));
    }

    /** @return whether the hash was made here of this entry and the hash before it */
    boolean fits(byte[] before, Link link) {
        return vault.isMac(PURPOSE, chained(before, link.entry()), link.hash());
    }

    /**
     * Reads on in the chain.
     *
     * @param after number of the last entry that was read
     * @param consultationId of which consultation; null for all
     */
    List<Link> after(long after, UUID consultationId, int most) {
        return jdbc.sql(
                        """
                        select * from audit_entry
                        where number > :after and (cast(:consultation as uuid) is null or consultation_id = :consultation)
                        order by number limit :most""")
                .param("after", after)
                .param("consultation", consultationId)
                .param("most", most)
                .query(HashChain::link)
                .list();
    }

    private static byte[] chained(byte[] before, AuditEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before);
        bytes.writeBytes(entry.bytes());
        return bytes.toByteArray();
    }

    private static Head readHead(ResultSet row, int number) throws SQLException {
        return new Head(row.getLong("number"), row.getBytes("hash"));
    }

    private static Link link(ResultSet row, int number) throws SQLException {
        return new Link(
                new AuditEntry(
                        row.getLong("number"),
                        row.getTimestamp("happened_at").toInstant(),
                        row.getTimestamp("recorded_at").toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getObject("consultation_id", UUID.class),
                        row.getString("detail")),
                row.getBytes("hash"));
    }

    /** Where the chain ends. */
    record Head(long number, byte[] hash) {}

    /** An entry and its hash. */
    record Link(AuditEntry entry, byte[] hash) {}
}
