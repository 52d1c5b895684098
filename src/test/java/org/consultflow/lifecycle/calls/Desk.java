package org.consultflow.lifecycle.calls;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camunda.bpm.engine.IdentityService;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Clinic;

/** Somebody at the phone, with a login of the engine, or with none. */
final class Desk {

    static final String PASSWORD = "Any-secret-1";

    private final Clinic clinic;
    private final String login;
    private final String language;

    private Desk(Clinic clinic, String login, String language) {
        this.clinic = clinic;
        this.login = login;
        this.language = language;
    }

    static Desk of(Clinic clinic, String user, String password) {
        String pair = user + ":" + password;
        return new Desk(
                clinic, "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)), "en-GB");
    }

    static Desk withoutLogin(Clinic clinic) {
        return new Desk(clinic, null, "en-GB");
    }

    Desk reading(String languages) {
        return new Desk(clinic, login, languages);
    }

    /** A new user of the engine who belongs to one group. */
    static Desk ofNew(String user, String group, IdentityService identities, Clinic clinic) {
        var made = identities.newUser(user);
        made.setPassword(PASSWORD);
        identities.saveUser(made);
        identities.createMembership(user, group);
        return of(clinic, user, PASSWORD);
    }

    /** Somebody who agreed to nothing: the confirmation can not be sent, and a person is asked to phone at once. */
    static BookedConsultation unreachable(Clinic clinic, Consumer<ObjectNode> details) {
        return clinic.aBookedConsultation(
                booking -> {
                    booking.withObject("/patient").putArray("consent");
                },
                details);
    }

    HttpResponse<String> open(String taskId) {
        return get("/phone-calls?taskId=" + taskId);
    }

    HttpResponse<String> open(String taskId, String callbackUrl) {
        return get("/phone-calls?taskId=" + taskId + "&callbackUrl=" + encoded(callbackUrl));
    }

    HttpResponse<String> answer(String taskId, String result) {
        return answer(Map.of("taskId", taskId, "result", result));
    }

    HttpResponse<String> answer(Map<String, String> fields, String... headers) {
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = request("/phone-calls")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
        return clinic.http().send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Another page of a task. */
    HttpResponse<String> read(String page, String taskId) {
        return get(page + "?taskId=" + taskId);
    }

    /** Says what became of a patient's message. @param seen how many messages were shown */
    HttpResponse<String> close(String taskId, String result, int seen) {
        return clinic.http()
                .send(request("/replies")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("taskId=" + taskId + "&result=" + result + "&seen=" + seen)));
    }

    JsonNode read(String path) {
        return clinic.read(get(path));
    }

    private HttpResponse<String> get(String path) {
        return clinic.http().send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = clinic.http().anonymous(path).header("Accept-Language", language);
        return login == null ? request : request.header("Authorization", login);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
