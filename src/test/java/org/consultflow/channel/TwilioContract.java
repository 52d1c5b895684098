package org.consultflow.channel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * What Twilio lets a request be: its own OpenAPI documents (trimmed, in {@code twilio-openapi/}), and what they do not say
 * and Twilio enforces, as the README beside them lists it.
 */
public final class TwilioContract {

    private static final List<Api> APIS =
            List.of(new Api("twilio_api_v2010.trimmed.json"), new Api("twilio_video_v1.trimmed.json"));
    private static final int MAX_TEXT = 1600;
    // a recording's "links" name it; the document has no path for it
    private static final String MEDIA_OF_A_RECORDING = "/v1/Recordings/RT[0-9a-f]{32}/Media\\?Ttl=[0-9]{1,6}";
    private static final String E164 = "(whatsapp:)?\\+[1-9][0-9]{6,14}";

    // the validator guesses types from a form's text, and takes "+614…" for a number: in a form everything is text
    private static final String A_NUMBER_FOR_A_TEXT =
            "Instance type (integer) does not match any allowed primitive type (allowed: [\"string\"])";

    private TwilioContract() {}

    private static final class Api {
        private final OpenApiInteractionValidator validator;
        private final JsonNode document;

        Api(String file) {
            try (InputStream in = TwilioContract.class.getResourceAsStream("/twilio-openapi/" + file)) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                document = new ObjectMapper().readTree(text);
                validator = OpenApiInteractionValidator.createForInlineApiSpecification(text)
                        .build();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        JsonNode operation(String method, String path) {
            for (Map.Entry<String, JsonNode> template : document.get("paths").properties()) {
                if (path.matches(template.getKey().replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"))) {
                    return template.getValue().path(method.toLowerCase(java.util.Locale.ROOT));
                }
            }
            return document.path("nothing");
        }

        Set<String> formFields(JsonNode operation) {
            JsonNode schema = operation
                    .path("requestBody")
                    .path("content")
                    .path("application/x-www-form-urlencoded")
                    .path("schema");
            Set<String> names = new TreeSet<>();
            schema.path("properties").fieldNames().forEachRemaining(names::add);
            return names;
        }
    }

    /**
     * Checks a request as it was on the wire.
     *
     * @param method of HTTP
     * @param pathWithQuery as in the request line
     * @param contentType of the body, or null
     * @param body as sent; null or empty where there is none
     * @return what is wrong with it; empty if Twilio would take it
     */
    public static List<String> check(String method, String pathWithQuery, String contentType, String body) {
        String path = pathWithQuery.replaceFirst("\\?.*", "");
        if (method.equals("GET") && pathWithQuery.matches(MEDIA_OF_A_RECORDING)) {
            return List.of();
        }
        String query = pathWithQuery.contains("?") ? pathWithQuery.substring(pathWithQuery.indexOf('?') + 1) : "";
        for (Api api : APIS) {
            JsonNode operation = api.operation(method, path);
            if (!operation.isMissingNode()) {
                List<String> violations = new ArrayList<>(byDocument(api, method, path, query, contentType, body));
                if (body != null && !body.isEmpty()) {
                    Map<String, List<String>> form = fields(body);
                    Set<String> known = api.formFields(operation);
                    form.keySet().stream()
                            .filter(Predicate.not(known::contains))
                            .forEach(name -> violations.add("unknown form field " + name));
                    if (path.endsWith("/Messages.json")) {
                        violations.addAll(messageRules(form));
                    }
                }
                return violations;
            }
        }
        return List.of("Twilio has no " + method + " " + path);
    }

    private static List<String> byDocument(
            Api api, String method, String path, String query, String contentType, String body) {
        SimpleRequest.Builder request = new SimpleRequest.Builder(method, path);
        fields(query).forEach(request::withQueryParam);
        // who is asking is the caller's own question, and no part of what is handed in here
        request.withAuthorization("Basic Og==");
        if (contentType != null) {
            request.withContentType(contentType);
        }
        if (body != null && !body.isEmpty()) {
            request.withBody(body);
        }
        return api.validator.validateRequest(request.build()).getMessages().stream()
                .filter(message -> !message.getMessage().contains(A_NUMBER_FOR_A_TEXT))
                .map(message -> message.getKey() + ": " + message.getMessage())
                .toList();
    }

    private static List<String> messageRules(Map<String, List<String>> form) {
        List<String> broken = new ArrayList<>();
        rule(
                form.containsKey("From") != form.containsKey("MessagingServiceSid"),
                broken,
                "exactly one of From and MessagingServiceSid");
        rule(
                form.containsKey("Body") || form.containsKey("MediaUrl") || form.containsKey("ContentSid"),
                broken,
                "one of Body, MediaUrl and ContentSid");
        rule(
                !form.containsKey("ContentVariables") || form.containsKey("ContentSid"),
                broken,
                "ContentVariables only with ContentSid");
        rule(first(form, "Body").length() <= MAX_TEXT, broken, "Body of at most 1600 characters");
        String to = first(form, "To");
        String from = first(form, "From");
        rule(to.matches(E164), broken, "To in E.164");
        rule(
                from.isEmpty() || from.startsWith("whatsapp:") == to.startsWith("whatsapp:"),
                broken,
                "whatsapp: on both sides or neither");
        String validity = first(form, "ValidityPeriod");
        rule(
                validity.isEmpty() || (validity.matches("[0-9]{1,5}") && inRange(Integer.parseInt(validity))),
                broken,
                "ValidityPeriod between 1 and 36000");
        return broken;
    }

    private static boolean inRange(int seconds) {
        return seconds >= 1 && seconds <= 36_000;
    }

    private static void rule(boolean kept, List<String> broken, String rule) {
        if (!kept) {
            broken.add("rule: " + rule);
        }
    }

    private static String first(Map<String, List<String>> form, String name) {
        return form.getOrDefault(name, List.of("")).get(0);
    }

    /** The fields of a form or a query, decoded, in their order. */
    public static Map<String, List<String>> fields(String form) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            if (!pair.isEmpty()) {
                String[] parts = pair.split("=", 2);
                fields.computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
                        .add(parts.length == 2 ? decode(parts[1]) : "");
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
