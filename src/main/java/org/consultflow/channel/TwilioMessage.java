package org.consultflow.channel;

import java.net.URI;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.delivery.OutgoingMessage;

/** What the routes {@code whatsapp} and {@code sms} put into a message to Twilio. */
class TwilioMessage {

    // Message resource: "Body … up to 1,600 characters", "ValidityPeriod … 1 to 36000"
    private static final int MAX_TEXT = 1600;
    private static final int MAX_VALIDITY_SECONDS = 36_000;

    private final TwilioSettings settings;
    private final String publicUrl;
    private final ObjectMapper json;

    TwilioMessage(TwilioSettings settings, String publicUrl, ObjectMapper json) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.json = json;
    }

    /** Where Twilio reports the status: the attempt comes back in it, even if Twilio's answer never reaches us. */
    public URI statusCallback(OutgoingMessage message) {
        return URI.create(
                publicUrl + MessageStatusServlet.PATH + "?ref=" + message.attemptId() + TwilioWebhooks.SAID_AGAIN);
    }

    /** How long the message may wait at Twilio, in seconds. */
    public Integer validityPeriod(OutgoingMessage message) {
        long seconds = message.usefulFor().toSeconds();
        return (int) Math.max(1, Math.min(MAX_VALIDITY_SECONDS, seconds));
    }

    /** The approved template, or null where none is configured. */
    public String contentSid(OutgoingMessage message) {
        return settings.contentSid(message.content().kind(), message.content().locale())
                .orElse(null);
    }

    /** The template's variables as JSON. */
    public String contentVariables(OutgoingMessage message) {
        try {
            return json.writeValueAsString(message.content().numberedVariables());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("names and texts can always be written as JSON", impossible);
        }
    }

    /** An empty list, which camel-twilio takes for "no body needed". */
    public List<URI> noMedia() {
        return List.of();
    }

    /** The text. */
    public String text(OutgoingMessage message) {
        String text = message.content().text();
        if (text == null || text.isBlank()) {
            throw new MessageNotFormedException("the message has no text");
        }
        if (text.length() > MAX_TEXT) {
            throw new MessageNotFormedException("the text is longer than " + MAX_TEXT + " characters");
        }
        return text;
    }
}
