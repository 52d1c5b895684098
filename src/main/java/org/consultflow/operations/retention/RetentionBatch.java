package org.consultflow.operations.retention;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

import org.consultflow.consultation.PastVisits;
import org.consultflow.consultation.PastVisits.Visit;
import org.consultflow.delivery.Recipients;
import org.consultflow.people.ContactErasure;
import org.consultflow.reply.ReplyErasure;
import org.consultflow.video.VisitErasure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Erases one batch of a kind, in one transaction with the note of how far that is: whoever is stopped goes on there. The row
 * of the kind is held meanwhile; another node that finds it held leaves it to the one that is at it.
 */
@Component
class RetentionBatch {

    private static final int AT_ONCE = 200;

    private final JdbcClient jdbc;
    private final PastVisits visits;
    private final ContactErasure contacts;
    private final Recipients recipients;
    private final ReplyErasure replies;
    private final VisitErasure chats;

    RetentionBatch(
            JdbcClient jdbc,
            PastVisits visits,
            ContactErasure contacts,
            Recipients recipients,
            ReplyErasure replies,
            VisitErasure chats) {
        this.jdbc = jdbc;
        this.visits = visits;
        this.contacts = contacts;
        this.recipients = recipients;
        this.replies = replies;
        this.chats = chats;
    }

    private record Progress(Instant erasedTo, UUID erasedVisit) {}

    /**
     * @param before what is older goes, by the adjustable clock
     * @return how many visits or messages were gone through; 0: nothing is left, or another node is at it
     */
    @Transactional
    public int erase(Kind kind, Instant before) {
        return lock(kind)
                .map(progress -> switch (kind) {
                    case REPLIES -> replies.eraseBefore(before);
                    case CHAT -> chats.eraseBefore(before);
                    default -> eraseVisits(kind, progress, before);
                })
                .orElse(0);
    }

    private Optional<Progress> lock(Kind kind) {
        return jdbc.sql("select erased_to, erased_visit from retention where kind = :kind for update skip locked")
                .param("kind", kind.word())
                .query((row, number) -> new Progress(
                        row.getTimestamp("erased_to").toInstant(), row.getObject("erased_visit", UUID.class)))
                .optional();
    }

    private int eraseVisits(Kind kind, Progress progress, Instant before) {
        List<Visit> batch = visits.between(progress.erasedTo(), progress.erasedVisit(), before, AT_ONCE);
        if (batch.isEmpty()) {
            return 0;
        }
        List<UUID> ids = batch.stream().map(Visit::id).toList();
        switch (kind) {
            case PATIENTS -> eraseContacts(batch, Visit::patientId, before);
            case PROVIDERS -> eraseContacts(batch, Visit::providerId, before);
            case ADDRESSES -> recipients.erase(ids, null);
            default -> visits.eraseTexts(ids);
        }
        Visit last = batch.get(batch.size() - 1);
        jdbc.sql("update retention set erased_to = :to, erased_visit = :visit where kind = :kind")
                .param("to", last.start().atOffset(ZoneOffset.UTC))
                .param("visit", last.id())
                .param("kind", kind.word())
                .update();
        return batch.size();
    }

    /** Whoever had another visit since is erased when that one is gone through. */
    private void eraseContacts(List<Visit> batch, Function<Visit, UUID> person, Instant before) {
        List<UUID> people = batch.stream().map(person).distinct().toList();
        contacts.erase(visits.withoutVisitFrom(before, people), before);
    }
}
