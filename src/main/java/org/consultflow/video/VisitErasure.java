package org.consultflow.video;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes away what a visit leaves behind that somebody said or that shows when somebody was at the door: chat and waiting
 * room. Who was in the room and how it ended stays, because the outcome rests on it; it names nobody. Writing into the audit
 * why something was erased is the caller's business.
 */
@Component
public class VisitErasure {

    private static final int AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final RecordingDeletion recordings;

    VisitErasure(JdbcClient jdbc, RecordingDeletion recordings) {
        this.jdbc = jdbc;
        this.recordings = recordings;
    }

    /**
     * Erases what is left of visits that have ended, oldest first, at most 500 in a transaction of its own or the caller's:
     * ask again until nothing was left. Recordings have a time of their own, {@code consultflow.video.recording.keep-for}.
     *
     * @param endedBefore of visits whose planned end was before then, by the adjustable clock
     * @return how many visits had something to erase
     */
    @Transactional
    public int eraseBefore(Instant endedBefore) {
        List<UUID> ended = jdbc.sql(
                        """
                        select c.id from consultation c
                        where c.status in ('completed', 'no-show', 'unknown', 'cancelled', 'declined')
                        and c.start_at + make_interval(mins => c.duration_minutes) < :before
                        and (exists (select 1 from visitor v where v.consultation_id = c.id)
                            or exists (select 1 from chat_line l where l.consultation_id = c.id))
                        order by c.start_at limit :most""")
                .param("before", endedBefore.atOffset(ZoneOffset.UTC))
                .param("most", AT_ONCE)
                .query(UUID.class)
                .list();
        erase(ended);
        return ended.size();
    }

    /**
     * Erases the same of one visit, whenever it was and wherever it stands; asked again, nothing happens. What was recorded of
     * it is deleted at the provider of rooms soon after, repeated until it worked; the recordings' rows, which name nobody, stay
     * to say so.
     *
     * @param consultationId which consultation
     */
    @Transactional
    public void eraseOf(UUID consultationId) {
        erase(List.of(consultationId));
        recordings.askForAll(consultationId, "service", "erasure");
    }

    private void erase(List<UUID> consultations) {
        if (consultations.isEmpty()) {
            return;
        }
        List.of("chat_line", "visitor")
                .forEach(table -> jdbc.sql("delete from " + table + " where consultation_id in (:ids)")
                        .param("ids", consultations)
                        .update());
    }
}
