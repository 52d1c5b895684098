package org.consultflow.consultation;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.consultflow.people.PersonDetails;
import org.consultflow.people.Role;
import org.consultflow.telemetry.Trail;

/**
 * A booking that breaks no rule.
 *
 * @param key chosen by the caller, by which a repeated request is known; null: none
 * @param hash of what was sent: the same key comes with the same booking
 * @param booking what is booked
 * @param origin what its caller is doing
 */
record NewBooking(String key, String hash, Booking booking, Trail.Origin origin) {

    Map<Role, PersonDetails> participants() {
        return Map.of(Role.PATIENT, booking.patient(), Role.PROVIDER, booking.provider());
    }

    Optional<String> chosenKey() {
        return Optional.ofNullable(key);
    }

    /** What no other booking of the same transaction may have too: the later of them is told what the earlier has said. */
    Set<String> alone() {
        return Stream.concat(
                        Stream.of("patient " + booking.patient().reference()),
                        chosenKey().stream().map(word -> "key " + word))
                .collect(Collectors.toSet());
    }
}
