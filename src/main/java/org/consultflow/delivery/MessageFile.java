package org.consultflow.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.bulk.Rows;
import org.consultflow.crypto.Vault;
import org.consultflow.privacy.PersonalData;
import org.consultflow.privacy.Subject;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import static org.consultflow.delivery.NoticeStore.instant;

/** What was sent to a person, when and to which address. The words are not kept: the template's version says which they were. */
@Component
class MessageFile implements PersonalData {

    private final JdbcClient jdbc;
    private final Vault vault;
    private final Recipients recipients;

    MessageFile(JdbcClient jdbc, Vault vault, Recipients recipients) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.recipients = recipients;
    }

    /** A message on a channel; without a try, the fields from {@code sentAt} on are null. */
    record Held(
            UUID consultationId,
            String kind,
            String channel,
            String state,
            Instant requestedAt,
            Instant sentAt,
            String sentTo,
            String provider,
            String providerId,
            String providerStatus,
            String templateVersion) {

        @Override
        public String toString() {
            return "Held[" + consultationId + "]";
        }
    }

    @Override
    public String name() {
        return "messagesSent";
    }

    @Override
    public List<Held> export(Subject subject) {
        return jdbc.sql(
                        """
                        select d.consultation_id, d.kind, d.channel, d.state, d.requested_at, a.started_at,
                            a.recipient_sealed, a.provider, a.provider_id, a.provider_status, a.template_version
                        from delivery d left join attempt a on a.delivery_id = d.id
                        where d.consultation_id = any(cast(:ids as uuid[])) and d.audience = :audience
                        order by d.requested_at, d.id, a.number""")
                .param("ids", Rows.ids(subject.consultations()))
                .param("audience", subject.role())
                .query((row, number) -> new Held(
                        row.getObject("consultation_id", UUID.class),
                        row.getString("kind"),
                        row.getString("channel"),
                        row.getString("state").toLowerCase(java.util.Locale.ROOT),
                        instant(row, "requested_at"),
                        instant(row, "started_at"),
                        vault.open(row.getBytes("recipient_sealed")),
                        row.getString("provider"),
                        row.getString("provider_id"),
                        row.getString("provider_status"),
                        row.getString("template_version")))
                .list();
    }

    @Override
    public void erase(Subject subject) {
        recipients.erase(subject.consultations(), subject.role());
    }
}
