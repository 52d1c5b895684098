package org.consultflow.sandbox.twilio;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The list of messages, newest first, with Twilio's filters: {@code To}, {@code From}, {@code DateSent} (that day, in
 * UTC), {@code DateSent<} and {@code DateSent>} (both inclusive: the wire's {@code DateSent>=…}). A date means the whole
 * day, an instant that second. A message that has not left yet counts with the moment it was accepted.
 */
final class MessagePage {

    private static final int USUAL_SIZE = 50;
    private static final int LARGEST_SIZE = 1000;

    private MessagePage() {}

    /**
     * @param messages in the order in which they were accepted
     * @param now by real time
     */
    static Map<String, Object> of(
            TwilioRequest request, List<SandboxMessage> messages, TwilioAccount account, Instant now) {
        List<SandboxMessage> matching = new ArrayList<>(messages.stream()
                .filter(message -> matches(request, message, account))
                .toList());
        Collections.reverse(matching);
        int size = Math.min(number(request, "PageSize", 1, USUAL_SIZE), LARGEST_SIZE);
        int page = number(request, "Page", 0, 0);
        int from = (int) Math.min((long) page * size, matching.size());
        int to = Math.min(from + size, matching.size());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("end", Math.max(from, to - 1));
        json.put("first_page_uri", uri(request, account, 0, size));
        json.put("next_page_uri", to < matching.size() ? uri(request, account, page + 1, size) : null);
        json.put("page", page);
        json.put("page_size", size);
        json.put("previous_page_uri", page > 0 ? uri(request, account, page - 1, size) : null);
        json.put(
                "messages",
                matching.subList(from, to).stream()
                        .map(message -> MessageJson.of(message, account, now))
                        .toList());
        json.put("start", from);
        json.put("uri", uri(request, account, page, size));
        return json;
    }

    private static boolean matches(TwilioRequest request, SandboxMessage message, TwilioAccount account) {
        String to = request.parameter("To");
        String from = request.parameter("From");
        Instant sent = message.sentAt() == null ? message.createdAt() : message.sentAt();
        Span on = span(request.parameter("DateSent"));
        Span until = span(request.parameter("DateSent<"));
        Span since = span(request.parameter("DateSent>"));
        return (to == null || to.equals(message.toAddress()))
                && (from == null || from.equals(MessageJson.sender(message, account)))
                && (on == null || (!sent.isBefore(on.start()) && sent.isBefore(on.end())))
                && (until == null || sent.isBefore(until.end()))
                && (since == null || !sent.isBefore(since.start()));
    }

    private record Span(Instant start, Instant end) {}

    private static Span span(String text) {
        if (text == null) {
            return null;
        }
        try {
            if (text.length() == 10) {
                Instant start =
                        LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
                return new Span(start, start.plus(Duration.ofDays(1)));
            }
            Instant moment = OffsetDateTime.parse(text).toInstant();
            return new Span(moment, moment.plusSeconds(1));
        } catch (DateTimeParseException notADate) {
            throw TwilioError.badRequest(20001, "DateSent must be a date or an ISO 8601 instant");
        }
    }

    private static int number(TwilioRequest request, String name, int least, int usual) {
        String text = request.parameter(name);
        if (text == null) {
            return usual;
        }
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
            throw TwilioError.badRequest(20001, name + " must be a number from " + least + " up");
        }
        return Integer.parseInt(text);
    }

    private static String uri(TwilioRequest request, TwilioAccount account, int page, int size) {
        StringBuilder uri = new StringBuilder(MessageJson.uri(account)).append(".json?");
        for (String filter : List.of("To", "From", "DateSent", "DateSent<", "DateSent>")) {
            if (request.parameter(filter) != null) {
                uri.append(encode(filter))
                        .append('=')
                        .append(encode(request.parameter(filter)))
                        .append('&');
            }
        }
        return uri.append("PageSize=")
                .append(size)
                .append("&Page=")
                .append(page)
                .toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
