package org.consultflow.audit;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The real audit on a room's own database, and what stands in it in words. */
public class AuditForTests implements Audit {

    private final HashChain chain;

    AuditForTests(
            JdbcClient jdbc,
            Vault vault,
            PlatformTransactionManager transactions,
            Clock clock,
            @RealTime Clock realTime) {
        chain = new HashChain(jdbc, vault, transactions, clock, realTime);
    }

    @Override
    public void record(String actor, String action, UUID consultationId, String detail) {
        chain.record(actor, action, consultationId, detail);
    }

    /** The entries of a consultation, oldest first: actor, action, detail. */
    public List<String> of(UUID consultationId) {
        return chain.after(0, consultationId, 1000).stream()
                .map(HashChain.Link::entry)
                .map(entry -> Stream.of(entry.actor(), entry.action(), entry.detail())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
                .toList();
    }
}
