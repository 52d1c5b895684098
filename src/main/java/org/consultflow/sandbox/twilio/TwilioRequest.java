package org.consultflow.sandbox.twilio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A request as it came over the wire, without its login.
 *
 * @param method HTTP method
 * @param path path, undecoded
 * @param query query string, undecoded; empty if there is none
 * @param contentType media type of the body, or null
 * @param body the body as text
 */
public record TwilioRequest(String method, String path, String query, String contentType, String body) {

    /** The form's fields, in order. */
    public Map<String, List<String>> form() {
        return parse(body);
    }

    /** The query's parameters, in order. */
    public Map<String, List<String>> parameters() {
        return parse(query);
    }

    /** First value of a form field; null if there is none or it is empty, which Twilio treats alike. */
    String field(String name) {
        return first(form(), name);
    }

    /** First value of a query parameter; null if there is none or it is empty. */
    String parameter(String name) {
        return first(parameters(), name);
    }

    private static String first(Map<String, List<String>> values, String name) {
        List<String> all = values.getOrDefault(name, List.of());
        return all.isEmpty() || all.get(0).isEmpty() ? null : all.get(0);
    }

    private static Map<String, List<String>> parse(String encoded) {
        Map<String, List<String>> parsed = new LinkedHashMap<>();
        for (String pair : encoded.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parsed.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
            }
        }
        return parsed;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "TwilioRequest[" + method + " " + path + "]";
    }
}
