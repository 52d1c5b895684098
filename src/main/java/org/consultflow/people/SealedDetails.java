package org.consultflow.people;

import java.net.URI;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.crypto.Vault;

/** How contact data stands in a person's row. */
final class SealedDetails {

    private final Vault vault;
    private final ObjectMapper json;

    SealedDetails(Vault vault, ObjectMapper json) {
        this.vault = vault;
        this.json = json;
    }

    byte[] seal(PersonDetails details) {
        try {
            return vault.seal(json.writeValueAsString(new Details(
                    details.reference(),
                    details.name(),
                    details.email(),
                    details.phone(),
                    details.locale(),
                    details.photoUrl())));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a person's details cannot be written", e);
        }
    }

    /** @throws IllegalStateException if they cannot be read */
    Details open(byte[] sealed) {
        try {
            return json.readValue(vault.open(sealed), Details.class);
        } catch (JsonProcessingException e) {
            // the cause quotes the text, which is contact data
            throw new IllegalStateException("a person's details cannot be read");
        }
    }

    /** What is sealed in the row; earlier versions kept consent there too. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Details(String reference, String name, String email, String phone, Locale locale, URI photoUrl) {
        @Override
        public String toString() {
            return "Details[" + reference + "]";
        }
    }
}
