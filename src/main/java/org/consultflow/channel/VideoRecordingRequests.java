package org.consultflow.channel;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the recording route says to Twilio's Video API, and how it reads the answer. */
class VideoRecordingRequests {

    private static final String EVERYTHING = "[{\"type\":\"include\",\"all\":true}]";
    private static final String NOTHING = "[{\"type\":\"exclude\",\"all\":true}]";

    private final TwilioSettings settings;
    private final ObjectMapper json;

    VideoRecordingRequests(TwilioSettings settings, ObjectMapper json) {
        this.settings = settings;
        this.json = json;
    }

    void rules(Exchange exchange) {
        String rules = exchange.getProperty(VideoRecording.ON, Boolean.class) ? EVERYTHING : NOTHING;
        request(exchange, "POST", "/v1/Rooms/" + sid(exchange, VideoRecording.ROOM) + "/RecordingRules");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
        exchange.getMessage().setBody("Rules=" + URLEncoder.encode(rules, StandardCharsets.UTF_8));
    }

    void media(Exchange exchange) {
        request(exchange, "GET", "/v1/Recordings/" + sid(exchange, VideoRecording.RECORDING) + "/Media");
        exchange.getMessage()
                .setHeader(Exchange.HTTP_QUERY, "Ttl=" + exchange.getProperty(VideoRecording.SECONDS, Long.class));
    }

    void delete(Exchange exchange) {
        request(exchange, "DELETE", "/v1/Recordings/" + sid(exchange, VideoRecording.RECORDING));
    }

    private void request(Exchange exchange, String method, String path) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, method);
        message.setHeader(Exchange.HTTP_PATH, path);
        String login = settings.accountSid() + ":" + settings.authToken();
        message.setHeader(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        message.setBody(null);
    }

    private static String sid(Exchange exchange, String property) {
        return URLEncoder.encode(exchange.getProperty(property, String.class), StandardCharsets.UTF_8);
    }

    /** Keeps status, code and link as exchange properties. A link is a redirection, or its address in JSON. */
    void read(Exchange exchange) {
        Message message = exchange.getMessage();
        JsonNode answer = json(message.getBody(String.class));
        String location = answer.path("redirect_to").asText(message.getHeader("Location", String.class));
        exchange.setProperty(VideoRecording.STATUS, message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class));
        exchange.setProperty(
                VideoRecording.CODE,
                answer.path("code").isInt() ? answer.path("code").intValue() : null);
        exchange.setProperty(VideoRecording.ANSWER, location == null ? null : URI.create(location));
        message.removeHeaders("*");
        message.setBody(null);
    }

    private JsonNode json(String body) {
        try {
            JsonNode answer = body == null ? null : json.readTree(body);
            return answer == null ? json.createObjectNode() : answer;
        } catch (JsonProcessingException page) {
            return json.createObjectNode();
        }
    }
}
