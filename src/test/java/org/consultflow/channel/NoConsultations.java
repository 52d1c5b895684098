package org.consultflow.channel;

import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.delivery.Correspondence;
import org.consultflow.delivery.LastResort;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.ProviderChecks;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.people.People;

/** The rooms behind delivery, where there are no consultations: only an opt-out is obeyed. */
record NoConsultations(People people) implements Correspondence, LastResort, ProviderChecks {

    @Override
    public Dossier about(Collection<NoticeKey> notices) {
        throw new AssertionError("a message about a consultation");
    }

    @Override
    public Dossier hold(Collection<NoticeKey> notices) {
        throw new AssertionError("a message about a consultation");
    }

    @Override
    public Optional<WholeChain> overtaken(NoticeKey notice) {
        throw new AssertionError("a message about a consultation");
    }

    @Override
    public void optedOut(String channel, String address, String source) {
        people.optOut(channel, address, source);
    }

    @Override
    public void askForCall(UUID noticeId, NoticeKey notice, String reason, java.time.Instant dueBy) {
        throw new AssertionError("a message about a consultation");
    }

    @Override
    public void callNotNeeded(UUID noticeId) {
        throw new AssertionError("a message about a consultation");
    }

    @Override
    public void callMade(UUID noticeId) {
        throw new AssertionError("a message about a consultation");
    }

    @Override
    public void ask(String provider, String channel, Integer errorCode, String reason, boolean circuitOpen) {
        // there is no ops here
    }

    @Override
    public void notNeeded(String provider) {
        // there is no ops here
    }
}
