package org.consultflow.people;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Who takes part in a consultation, opened. Never logged, never a process variable: {@link #toString()} names the id only.
 *
 * @param id ours
 * @param role patient or provider
 * @param reference the integrator's own reference, a pseudonym such as {@code pat-7}
 * @param name as the person is addressed
 * @param email address, or null
 * @param phone number in E.164, or null
 * @param locale language of what is written to the person: the one that is preferred, else the booking's
 * @param consent names of the channels on which the person may be written to, as far as consent goes
 * @param photoUrl the provider's picture, or null
 */
public record Person(
        UUID id,
        Role role,
        String reference,
        String name,
        String email,
        String phone,
        Locale locale,
        Set<String> consent,
        URI photoUrl) {

    /** Channel that is reached by an e-mail address; every other channel is reached by phone number. */
    public static final String EMAIL = "email";

    /** Where the person is reached by a channel: the e-mail address for {@code email}, else the phone number. */
    public Optional<String> addressOn(String channel) {
        return Optional.ofNullable(EMAIL.equals(channel) ? email : phone);
    }

    @Override
    public String toString() {
        return "Person[" + id + ", " + role.word() + "]";
    }
}
