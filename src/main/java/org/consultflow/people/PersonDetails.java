package org.consultflow.people;

import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * What a booking says about a person, already validated.
 *
 * @param reference the integrator's own reference
 * @param name as the person is addressed
 * @param email address, or null
 * @param phone number in E.164, or null
 * @param locale language of what is written to the person
 * @param consent names of the channels the person agreed to
 * @param consentAssumed whether the booking did not say so, and they are what may be assumed
 * @param photoUrl picture, or null
 */
public record PersonDetails(
        String reference,
        String name,
        String email,
        String phone,
        Locale locale,
        Set<String> consent,
        boolean consentAssumed,
        URI photoUrl) {

    @Override
    public String toString() {
        return "PersonDetails[" + reference + "]";
    }
}
