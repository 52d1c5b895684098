package org.consultflow.reply;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.consultflow.consultation.AnswerLinks;
import org.consultflow.consultation.Consultation;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Answer links: a signed ticket in the address. Nothing of them is stored until one is used. */
@Component
class SignedAnswerLinks implements AnswerLinks {

    private static final String PURPOSE = "answer";

    /** How long after the start, when nothing can be answered any more, the page still says so in words. */
    private static final Duration READABLE_AFTER = Duration.ofDays(30);

    private final Vault vault;
    private final Clock clock;
    private final Clock realTime;
    private final URI pages;

    SignedAnswerLinks(
            Vault vault, Clock clock, @RealTime Clock realTime, @Value("${consultflow.public-url}") String publicUrl) {
        this.vault = vault;
        this.clock = clock;
        this.realTime = realTime;
        this.pages = UriComponentsBuilder.fromUriString(publicUrl)
                .pathSegment("answer")
                .path("/")
                .build()
                .toUri();
    }

    @Override
    public Optional<URI> linkFor(Consultation consultation, String kind) {
        int revision = consultation.schedule().revision();
        if (!consultation.canBeAnswered(revision, clock.instant())) {
            return Optional.empty();
        }
        AnswerTicket ticket = new AnswerTicket(consultation.id(), revision, kind);
        String token = vault.sign(
                PURPOSE, ticket.content(), consultation.schedule().start().plus(READABLE_AFTER));
        return Optional.of(URI.create(pages + token));
    }

    /** @return empty if the token was not signed here as an answer link, or is long past */
    Optional<AnswerTicket> verify(String token) {
        return vault.verify(PURPOSE, token, realTime.instant()).map(AnswerTicket::of);
    }
}
