package org.consultflow.reply;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes away what people wrote to us and from where. That something came, when, and what followed from it stays. */
@Component
public class ReplyErasure {

    private static final String MESSAGE =
            """
            update inbound_message set address_sealed = null, text_sealed = null, answer_sealed = null,
                address_key = 'erased-' || id, outcome = coalesce(outcome, 'erased')
            where\s""";

    private static final String ITEM =
            "update inbox_item set address_sealed = null, address_key = 'erased-' || id where ";

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;

    ReplyErasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Erases what came before a moment and is worked off, at most 500 messages at once: ask again until nothing was left.
     *
     * @param before by the adjustable clock
     * @return how many messages there were
     */
    @Transactional
    public int eraseBefore(Instant before) {
        jdbc.sql(ITEM + "done_at < :before and address_sealed is not null")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .update();
        return jdbc.sql(
                        MESSAGE
                                + """
                        id in (select m.id from inbound_message m left join inbox_item i on i.id = m.inbox_item_id
                            where m.received_at < :before and m.address_sealed is not null and m.outcome is not null
                            and (i.id is null or i.done_at is not null)
                            limit :most)""")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", AT_ONCE)
                .update();
    }

    /** Erases all that came from these addresses, worked off or not. */
    @Transactional
    public void eraseOf(Collection<String> addressKeys) {
        for (String sql : new String[] {MESSAGE, ITEM}) {
            jdbc.sql(sql + "address_key = any(:keys)")
                    .param("keys", addressKeys.toArray(String[]::new))
                    .update();
        }
    }
}
