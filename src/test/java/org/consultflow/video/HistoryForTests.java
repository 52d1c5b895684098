package org.consultflow.video;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.Party;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Locks the consultation's real row, and keeps in words what was written. */
class HistoryForTests implements ConsultationHistory {

    private final Map<UUID, List<String>> written = new ConcurrentHashMap<>();
    private final Bookings bookings;
    private final JdbcClient jdbc;

    HistoryForTests(Bookings bookings, JdbcClient jdbc) {
        this.bookings = bookings;
        this.jdbc = jdbc;
    }

    @Override
    public Consultation lock(UUID consultationId) {
        jdbc.sql("select 1 from consultation where id = :id for update")
                .param("id", consultationId)
                .query(Integer.class)
                .single();
        return bookings.get(consultationId);
    }

    @Override
    public void record(UUID consultationId, String event, Party party, String detail) {
        written.computeIfAbsent(consultationId, any -> new CopyOnWriteArrayList<>())
                .add(event + (party == null ? "" : " by " + party.word()));
    }

    List<String> of(UUID consultationId) {
        return written.getOrDefault(consultationId, List.of());
    }
}
