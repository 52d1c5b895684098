package org.consultflow.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Finds a provider's id of a message in what it answered. */
final class ProviderAnswer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PLAIN_ID = "[A-Za-z0-9._:-]{1,100}";

    private ProviderAnswer() {}

    /** @return the id, or null if there is none */
    static String id(String answer, String field) {
        String text = answer == null ? "" : answer.strip();
        if (text.matches(PLAIN_ID)) {
            return text;
        }
        try {
            JsonNode id = JSON.readTree(text).findValue(field);
            return id != null && id.asText().matches(PLAIN_ID) ? id.asText() : null;
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
