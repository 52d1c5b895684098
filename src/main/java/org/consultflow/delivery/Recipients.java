package org.consultflow.delivery;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** To whom messages went. That is erased some time after the visit; how they went and what they cost stays. */
@Repository
public class Recipients {

    private final JdbcClient jdbc;

    Recipients(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lookup keys of the addresses that an audience of these consultations was written to at. */
    public Set<String> keysOf(Collection<UUID> consultations, String audience) {
        return new HashSet<>(jdbc.sql(
                        """
                        select distinct a.recipient_key from attempt a join delivery d on d.id = a.delivery_id
                        where d.consultation_id = any(cast(:ids as uuid[])) and d.audience = :audience
                        and a.recipient_key is not null""")
                .param("ids", Rows.ids(consultations))
                .param("audience", audience)
                .query(String.class)
                .list());
    }

    /**
     * Erases the addresses that were written to about these consultations. One that is being written to, or of which it is
     * not known yet whether it was, stays until that is known.
     *
     * @param audience whose; null: everybody's
     */
    @Transactional
    public void erase(Collection<UUID> consultations, String audience) {
        jdbc.sql(
                        """
                        update attempt a set recipient_key = null, recipient_sealed = null
                        from delivery d where d.id = a.delivery_id and d.consultation_id = any(cast(:ids as uuid[]))
                        and (cast(:audience as text) is null or d.audience = :audience)
                        and a.recipient_sealed is not null and a.state not in ('SENDING', 'UNKNOWN')""")
                .param("ids", Rows.ids(consultations))
                .param("audience", audience)
                .update();
    }
}
