package org.consultflow.lifecycle.guard;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** Speaks HTTP to the service as an attacker or an integrator does. */
public record Wire(int port, Map<String, String> headers) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** Without any credentials. */
    public static Wire anonymous(int port) {
        return new Wire(port, Map.of());
    }

    /** As the administrator. */
    public static Wire admin(int port) {
        return anonymous(port).as(GuardedEngine.ADMIN, GuardedEngine.PASSWORD);
    }

    /** With HTTP Basic. */
    public Wire as(String user, String password) {
        String login = user + ":" + password;
        return with(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)));
    }

    /** With one header more. */
    public Wire with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new Wire(port, more);
    }

    public Answer get(String path) {
        return send("GET", path, null, "application/json");
    }

    public Answer delete(String path) {
        return send("DELETE", path, null, "application/json");
    }

    public Answer post(String path, String json) {
        return send("POST", path, json, "application/json");
    }

    public Answer put(String path, String json) {
        return send("PUT", path, json, "application/json");
    }

    /** Deploys one file, as Modeler does. */
    public Answer deploy(String name, String content) {
        return sendFile("/engine-rest/deployment/create", "data", name, content);
    }

    /** Sends one file as multipart. */
    public Answer sendFile(String path, String part, String name, String content) {
        String body = "--cut\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nattack\r\n"
                + "--cut\r\nContent-Disposition: form-data; name=\"" + part + "\"; filename=\"" + name + "\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + content + "\r\n--cut--\r\n";
        return send("POST", path, body, "multipart/form-data; boundary=cut");
    }

    /** Sends what it is told. */
    public Answer send(String method, String path, String body, String contentType) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", contentType);
        }
        headers.forEach(request::header);
        try {
            return new Answer(CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String text() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public JsonNode json() {
            try {
                return text().isEmpty() ? MissingNode.getInstance() : JSON.readTree(text());
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }

        /** What the engine or a guard says of an error. */
        public String message() {
            return json().path("message").asText();
        }
    }
}
