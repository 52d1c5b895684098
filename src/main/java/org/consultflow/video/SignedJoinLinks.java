package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Join links: a signed ticket in the address. Nothing of them is stored, but how often they were revoked. */
@Component
class SignedJoinLinks implements JoinLinks {

    private static final String PURPOSE = "join";

    /** How long after the visit the page still says in words that it is over. */
    private static final Duration READABLE_AFTER = Duration.ofDays(30);

    private final Vault vault;
    private final LinkGenerations generations;
    private final Clock realTime;
    private final URI pages;
    private final URI deviceTest;

    @Autowired
    SignedJoinLinks(
            Vault vault,
            LinkGenerations generations,
            @RealTime Clock realTime,
            @Value("${consultflow.public-url}") String publicUrl) {
        this(
                vault,
                generations,
                realTime,
                UriComponentsBuilder.fromUriString(publicUrl)
                        .pathSegment("join")
                        .path("/")
                        .build()
                        .toUri());
    }

    private SignedJoinLinks(Vault vault, LinkGenerations generations, Clock realTime, URI pages) {
        this.vault = vault;
        this.generations = generations;
        this.realTime = realTime;
        this.pages = pages;
        this.deviceTest = address("test");
    }

    @Override
    public Optional<URI> linkFor(Consultation consultation, String participant) {
        Participant who = Participant.of(participant)
                .orElseThrow(() -> new IllegalArgumentException("a participant is patient or provider"));
        if (!consultation.type().hasVideoRoom()) {
            return Optional.empty();
        }
        JoinTicket ticket =
                new JoinTicket(consultation.id(), consultation.schedule().revision(), who);
        int generation = generations.of(consultation.id(), who);
        // the visit's end is never earlier by real time than by the adjustable clock: the link lives long enough by
        // both
        String token = vault.sign(
                PURPOSE,
                ticket.content() + (generation == 0 ? "" : "." + generation),
                consultation.schedule().end().plus(READABLE_AFTER));
        return Optional.of(address(token));
    }

    @Override
    public JoinLinks about(Collection<UUID> consultationIds) {
        return new SignedJoinLinks(vault, generations.about(consultationIds), realTime, pages);
    }

    @Override
    public URI deviceTest() {
        return deviceTest;
    }

    private URI address(String page) {
        return URI.create(pages + page);
    }

    /** @return empty if the token was not signed here as a join link, is long past, or was revoked */
    Optional<JoinTicket> verify(String token) {
        return vault.verify(PURPOSE, token, realTime.instant())
                .filter(this::stillGood)
                .map(JoinTicket::of);
    }

    private boolean stillGood(String content) {
        JoinTicket ticket = JoinTicket.of(content);
        String[] parts = content.split("\\.");
        int generation = parts.length > 3 ? Integer.parseInt(parts[3]) : 0;
        return generation == generations.of(ticket.consultationId(), ticket.participant());
    }
}
