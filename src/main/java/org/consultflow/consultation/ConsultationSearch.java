package org.consultflow.consultation;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds consultations, ended ones too, by what may stand in a log: ids and moments. */
@Repository
public class ConsultationSearch {

    private final JdbcClient jdbc;
    private final Consultations consultations;

    ConsultationSearch(JdbcClient jdbc, Consultations consultations) {
        this.jdbc = jdbc;
        this.consultations = consultations;
    }

    /**
     * Consultations, the latest start first. What is null does not matter.
     *
     * @param id of the consultation
     * @param patientId kept by {@code people}
     * @param providerId kept by {@code people}
     * @param from starts at this moment or later
     * @param to starts before this moment
     * @param most how many at most
     */
    public List<Consultation> find(UUID id, UUID patientId, UUID providerId, Instant from, Instant to, int most) {
        StringBuilder where = new StringBuilder("where true");
        where.append(id == null ? "" : " and id = :id");
        where.append(patientId == null ? "" : " and patient_id = :patient");
        where.append(providerId == null ? "" : " and provider_id = :provider");
        where.append(from == null ? "" : " and start_at >= :from");
        where.append(to == null ? "" : " and start_at < :to");
        List<UUID> ids = jdbc.sql("select id from consultation " + where + " order by start_at desc, id limit :most")
                .param("id", id)
                .param("patient", patientId)
                .param("provider", providerId)
                .param("from", from == null ? null : from.atOffset(ZoneOffset.UTC))
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(UUID.class)
                .list();
        Map<UUID, Supplier<Consultation>> found = consultations.findAll(ids);
        return ids.stream()
                .filter(found::containsKey)
                .map(key -> found.get(key).get())
                .toList();
    }
}
