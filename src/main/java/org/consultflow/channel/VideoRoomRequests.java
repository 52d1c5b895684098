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
import org.consultflow.video.RoomProvider.Room;

/** What the room route says to Twilio's Video API, and how it reads the answer. */
class VideoRoomRequests {

    // minutes; Twilio's Rooms resource allows 1 to 60. A room is made 15 minutes before the start
    private static final int UNUSED_TIMEOUT = 60;
    // its end has to be told before the outcome is decided, 15 minutes after the planned end
    private static final int EMPTY_TIMEOUT = 5;

    private final TwilioSettings settings;
    private final String publicUrl;
    private final ObjectMapper json;

    VideoRoomRequests(TwilioSettings settings, String publicUrl, ObjectMapper json) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.json = json;
    }

    void create(Exchange exchange) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("UniqueName", exchange.getProperty(VideoRoom.ROOM, String.class));
        form.put("Type", "group");
        form.put("UnusedRoomTimeout", Integer.toString(UNUSED_TIMEOUT));
        form.put("EmptyRoomTimeout", Integer.toString(EMPTY_TIMEOUT));
        form.put("StatusCallback", publicUrl + TwilioWebhooks.ROOM_STATUS + TwilioWebhooks.SAID_AGAIN);
        form.put("StatusCallbackMethod", "POST");
        post(exchange, form);
    }

    void look(Exchange exchange) {
        request(exchange, "GET", null);
        toTheRoom(exchange);
    }

    void complete(Exchange exchange) {
        post(exchange, Map.of("Status", "completed"));
        toTheRoom(exchange);
    }

    private void post(Exchange exchange, Map<String, String> form) {
        request(
                exchange,
                "POST",
                form.entrySet().stream()
                        .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                        .collect(Collectors.joining("&")));
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
    }

    private void request(Exchange exchange, String method, String body) {
        Message message = exchange.getMessage();
        // what an earlier answer left behind would be sent along
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, method);
        String login = settings.accountSid() + ":" + settings.authToken();
        message.setHeader(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
        message.setBody(body);
    }

    private static void toTheRoom(Exchange exchange) {
        exchange.getMessage()
                .setHeader(Exchange.HTTP_PATH, "/" + encode(exchange.getProperty(VideoRoom.ROOM, String.class)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Keeps status, code and room as exchange properties; the room only if the answer was a success. */
    void read(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        JsonNode answer = json(message.getBody(String.class));
        exchange.setProperty(VideoRoom.STATUS, status);
        exchange.setProperty(
                VideoRoom.CODE,
                answer.path("code").isInt() ? answer.path("code").intValue() : null);
        boolean isRoom = status / 100 == 2 && answer.hasNonNull("sid") && answer.hasNonNull("status");
        exchange.setProperty(
                VideoRoom.ANSWER,
                isRoom
                        ? new Room(
                                answer.get("sid").textValue(),
                                answer.get("status").textValue())
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
