package org.consultflow.privacy;

import java.util.Set;
import java.util.UUID;

/**
 * Whose data is meant. Holds no contact data.
 *
 * @param personId our id
 * @param role {@code patient} or {@code provider}
 * @param consultations all that the person takes part in
 * @param addressKeys lookup keys of the addresses that the person has or was written to at
 */
public record Subject(UUID personId, String role, Set<UUID> consultations, Set<String> addressKeys) {

    public Subject {
        consultations = Set.copyOf(consultations);
        addressKeys = Set.copyOf(addressKeys);
    }
}
