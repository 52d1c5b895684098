package org.consultflow.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the voice route says to Twilio's Calls API, and how it reads the answer. */
class VoiceCallRequests {

    private final TwilioSettings settings;
    private final TwilioVoiceSettings voice;
    private final String from;
    private final String publicUrl;
    private final ObjectMapper json;

    VoiceCallRequests(
            TwilioSettings settings, TwilioVoiceSettings voice, String from, String publicUrl, ObjectMapper json) {
        this.settings = settings;
        this.voice = voice;
        this.from = from;
        this.publicUrl = publicUrl;
        this.json = json;
    }

    void dial(Exchange exchange) {
        String leg = "?leg=" + exchange.getProperty(VoiceCall.LEG, String.class);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("To", exchange.getProperty(VoiceCall.NUMBER, String.class));
        form.put("From", from);
        form.put("Url", publicUrl + TwilioVoiceWebhooks.VOICE + leg + TwilioWebhooks.SAID_AGAIN);
        form.put("Method", "POST");
        form.put("StatusCallback", publicUrl + TwilioVoiceWebhooks.CALL_STATUS + leg + TwilioWebhooks.SAID_AGAIN);
        form.put("StatusCallbackMethod", "POST");
        form.put("Timeout", Long.toString(voice.ringFor().toSeconds()));
        // a patient's mailbox is not the patient
        form.put("MachineDetection", "Enable");
        post(exchange, form);
    }

    void hangUp(Exchange exchange) {
        post(exchange, Map.of("Status", "completed"));
        exchange.getMessage()
                .setHeader(
                        Exchange.HTTP_PATH, "/" + encode(exchange.getProperty(VoiceCall.CALL, String.class)) + ".json");
    }

    private void post(Exchange exchange, Map<String, String> form) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
        String login = settings.accountSid() + ":" + settings.authToken();
        message.setHeader(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        message.setBody(form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&")));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Keeps status, code and SID as exchange properties; the SID only if the answer was a success. */
    void read(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        JsonNode answer = json(message.getBody(String.class));
        exchange.setProperty(VoiceCall.STATUS, status);
        exchange.setProperty(
                VoiceCall.CODE,
                answer.path("code").isInt() ? answer.path("code").intValue() : null);
        exchange.setProperty(
                VoiceCall.ANSWER,
                status / 100 == 2 && answer.hasNonNull("sid")
                        ? answer.get("sid").textValue()
                        : null);
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
