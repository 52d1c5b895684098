package org.consultflow.video;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.crypto.Vault;
import org.springframework.stereotype.Component;

/**
 * What the provider of rooms knows a participant by: role and a pseudonym that is good for one consultation, so that visits
 * of one person can't be put together at the provider.
 */
@Component
class Identities {

    private static final int PSEUDONYM_LENGTH = 12;

    private final Vault vault;

    Identities(Vault vault) {
        this.vault = vault;
    }

    String identityOf(UUID consultationId, Participant participant) {
        String key = vault.lookupKey("video-identity", consultationId + "." + participant.word());
        return participant.word() + "-" + key.substring(0, PSEUDONYM_LENGTH);
    }

    /** @return empty if the identity is none of this consultation's */
    Optional<Participant> participantOf(UUID consultationId, String identity) {
        return Arrays.stream(Participant.values())
                .filter(participant -> identityOf(consultationId, participant).equals(identity))
                .findFirst();
    }
}
