package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.consultation.SessionLists;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/** Links to somebody's list of sessions: a signed ticket in the address, by which nothing can be read of who it is. */
@Component
class SessionLinks implements SessionLists {

    private static final String PURPOSE = "sessions";

    /** It opens every join link of this person: long enough to be of use, not for ever. By real time. */
    static final Duration GOOD_FOR = Duration.ofDays(30);

    private final Vault vault;
    private final Clock realTime;
    private final URI pages;

    SessionLinks(Vault vault, @RealTime Clock realTime, @Value("${consultflow.public-url}") String publicUrl) {
        this.vault = vault;
        this.realTime = realTime;
        this.pages = UriComponentsBuilder.fromUriString(publicUrl)
                .pathSegment("sessions")
                .path("/")
                .build()
                .toUri();
    }

    @Override
    public URI linkFor(UUID personId, String participant) {
        Participant who = Participant.of(participant)
                .orElseThrow(() -> new IllegalArgumentException("a participant is patient or provider"));
        return linkFor(personId, who).url();
    }

    Link linkFor(UUID personId, Participant participant) {
        Instant expires = realTime.instant().plus(GOOD_FOR);
        String token = vault.sign(PURPOSE, personId + "." + participant.word(), expires);
        return new Link(URI.create(pages + token), expires);
    }

    /** @return empty if the token was not signed here as a link to a list, or has expired */
    Optional<Owner> verify(String token) {
        return vault.verify(PURPOSE, token, realTime.instant()).map(content -> {
            String[] parts = content.split("\\.");
            return new Owner(UUID.fromString(parts[0]), Participant.of(parts[1]).orElseThrow());
        });
    }

    /** A link, and until when it is good. */
    record Link(URI url, Instant expiresAt) {

        @Override
        public String toString() {
            return "Link[" + expiresAt + "]";
        }
    }

    /** Whose list it is. */
    record Owner(UUID personId, Participant participant) {}
}
