package org.consultflow.consultation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Visits by when they began, and the words that were said about them: for whoever has to erase. */
@Component
public class PastVisits {

    private final JdbcClient jdbc;

    PastVisits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A visit, however it ended: by ids only. */
    public record Visit(UUID id, Instant start, UUID patientId, UUID providerId) {}

    /**
     * Reads on in the visits, by planned start.
     *
     * @param after planned start of the last one that was read
     * @param afterId its id
     * @param before only those that began before
     * @param most how many at most
     */
    public List<Visit> between(Instant after, UUID afterId, Instant before, int most) {
        return jdbc.sql(
                        """
                        select id, start_at, patient_id, provider_id from consultation
                        where (start_at, id) > (:after, :afterId) and start_at < :before
                        order by start_at, id limit :most""")
                .param("after", after.atOffset(ZoneOffset.UTC))
                .param("afterId", afterId)
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> new Visit(
                        row.getObject("id", UUID.class),
                        row.getTimestamp("start_at").toInstant(),
                        row.getObject("patient_id", UUID.class),
                        row.getObject("provider_id", UUID.class)))
                .list();
    }

    /** Of these people, those who have no visit that begins at this moment or later. */
    public Set<UUID> withoutVisitFrom(Instant moment, Collection<UUID> people) {
        return jdbc.sql(
                        """
                        select p.id from unnest(cast(:people as uuid[])) p (id)
                        where not exists (select 1 from consultation c where c.patient_id = p.id and c.start_at >= :moment)
                        and not exists (select 1 from consultation c where c.provider_id = p.id and c.start_at >= :moment)""")
                .param("people", Rows.ids(people))
                .param("moment", moment.atOffset(ZoneOffset.UTC))
                .query(UUID.class)
                .set();
    }

    /** All visits of a person, soonest first. */
    public List<UUID> of(UUID person) {
        return jdbc.sql("select id from consultation where patient_id = :person or provider_id = :person"
                        + " order by start_at, id")
                .param("person", person)
                .query(UUID.class)
                .list();
    }

    /** Those of a person's visits that have not ended and are not called off, soonest first. */
    public List<UUID> notEnded(UUID person) {
        return jdbc.sql(
                        """
                        select id from consultation where (patient_id = :person or provider_id = :person)
                        and status not in ('completed', 'no-show', 'unknown', 'cancelled', 'declined')
                        order by start_at, id""")
                .param("person", person)
                .query(UUID.class)
                .list();
    }

    /** Erases place and reason, and the fingerprints of the requests by which these visits were booked. */
    @Transactional
    public void eraseTexts(Collection<UUID> visits) {
        List.of(
                        "update consultation set location_sealed = null, reason_sealed = null"
                                + " where id = any(cast(:ids as uuid[]))"
                                + " and (location_sealed is not null or reason_sealed is not null)",
                        "delete from booking_request where consultation_id = any(cast(:ids as uuid[]))")
                .forEach(sql -> jdbc.sql(sql).param("ids", Rows.ids(visits)).update());
    }
}
