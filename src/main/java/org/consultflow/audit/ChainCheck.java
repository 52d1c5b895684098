package org.consultflow.audit;

import java.util.HexFormat;
import java.util.List;

import io.swagger.v3.oas.annotations.media.Schema;
import org.consultflow.audit.HashChain.Head;
import org.consultflow.audit.HashChain.Link;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Goes through the whole chain and says where it breaks first. */
@Component
class ChainCheck {

    private static final int AT_ONCE = 1000;

    private final HashChain chain;

    ChainCheck(HashChain chain) {
        this.chain = chain;
    }

    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict check() {
        Head head = chain.head();
        byte[] before = new byte[0];
        long expected = 1;
        for (List<Link> links = read(0); !links.isEmpty(); links = read(expected - 1)) {
            for (Link link : links) {
                if (link.entry().number() != expected) {
                    return broken(head, expected, "the entry is missing");
                }
                if (!chain.fits(before, link)) {
                    return broken(head, expected, "the entry was changed, or one before it taken out");
                }
                before = link.hash();
                expected++;
            }
        }
        if (head.number() >= expected) {
            return broken(head, expected, "the entry is missing: the end was cut off");
        }
        if (head.number() != expected - 1 || !java.util.Arrays.equals(head.hash(), before)) {
            return broken(head, head.number() + 1, "the head does not say how the chain ends");
        }
        return new Verdict(true, head.number(), HexFormat.of().formatHex(head.hash()), null, null);
    }

    private List<Link> read(long after) {
        return chain.after(after, null, AT_ONCE);
    }

    private static Verdict broken(Head head, long firstWrong, String why) {
        return new Verdict(false, head.number(), HexFormat.of().formatHex(head.hash()), firstWrong, why);
    }

    /** How the chain stands. */
    @Schema(name = "AuditVerdict", description = "Whether the audit is as it was written")
    record Verdict(
            boolean intact,

            @Schema(description = "how many there are, as the head says")
            long entries,

            @Schema(description = "hash of the last entry; kept elsewhere, it proves later that nothing was cut off")
            String head,

            @Schema(description = "number of the first wrong entry; null if all are right")
            Long firstWrong,

            @Schema(description = "in words") String why) {}
}
