package org.consultflow.benchmarks.farend;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.consultflow.benchmarks.farend.Connection.Request;

/**
 * The messages that came, each with the microsecond at which it did, and what Twilio says to them; rooms come and go as asked.
 */
final class Messages {

    private static final String ROOMS = "/v1/Rooms";

    private final Clock clock;
    private final List<String> arrivals = new ArrayList<>();
    private long sids;

    Messages(Clock clock) {
        this.clock = clock;
    }

    byte[] answer(Request request) {
        if (request.isMessage()) {
            return take(request.body());
        }
        String path = request.path();
        if (path.equals("/count")) {
            return http(200, "text/plain", Integer.toString(arrivals.size()));
        }
        if (path.equals("/arrivals")) {
            return http(200, "text/plain", String.join("\n", arrivals));
        }
        if (path.equals("/forget")) {
            arrivals.clear();
            return http(200, "text/plain", "");
        }
        if (path.startsWith("/delay/")) {
            return http(200, "text/plain", "");
        }
        if (path.startsWith(ROOMS)) {
            return room(request);
        }
        if (path.contains("/Messages.json")) {
            return http(200, "application/json", "{\"messages\":[],\"page\":0,\"page_size\":50,\"start\":0,\"end\":0}");
        }
        return http(404, "application/json", "{\"code\":20404,\"message\":\"not found\",\"status\":404}");
    }

    private byte[] take(String form) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
        String to = field(form, "To");
        String reference = field(form, "StatusCallback");
        arrivals.add(micros + " " + to + " " + reference.substring(reference.indexOf("ref=") + 4));
        String sid = String.format("SM%032x", ++sids);
        return http(
                201,
                "application/json",
                "{\"sid\":\"" + sid
                        + "\",\"status\":\"queued\",\"error_code\":null,\"error_message\":null,\"num_segments\":\"1\","
                        + "\"price\":null,\"price_unit\":\"USD\",\"direction\":\"outbound-api\"}");
    }

    /** A room as it should be after what is asked: made, found or completed. By its name none is found. */
    private byte[] room(Request request) {
        String sid = request.path().substring(ROOMS.length());
        boolean made = sid.isEmpty() && request.method().equals("POST");
        if (!made && !sid.startsWith("/RM")) {
            return http(404, "application/json", "{\"code\":20404,\"message\":\"not found\",\"status\":404}");
        }
        String status = !made && request.method().equals("POST") ? "completed" : "in-progress";
        return http(
                made ? 201 : 200,
                "application/json",
                "{\"sid\":\"" + (made ? String.format("RM%032x", ++sids) : sid.substring(1)) + "\",\"status\":\""
                        + status + "\",\"type\":\"group\"}");
    }

    private static String field(String form, String name) {
        int at = form.startsWith(name + "=") ? 0 : form.indexOf("&" + name + "=") + 1;
        if (at == 0 && !form.startsWith(name + "=")) {
            return "";
        }
        int end = form.indexOf('&', at);
        String value = form.substring(at + name.length() + 1, end < 0 ? form.length() : end);
        return URLDecoder.decode(value, StandardCharsets.UTF_8).replace("whatsapp:", "");
    }

    private static byte[] http(int status, String type, String body) {
        return ("HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
