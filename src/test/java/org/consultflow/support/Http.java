package org.consultflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.annotation.Value;

/** The service as others reach it: each door with the key that fits it. */
public class Http {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json;
    private final String base;
    private final String apiKey;
    private final String basic;

    Http(
            ObjectMapper json,
            @Value("${server.port}") int port,
            @Value("${consultflow.api-key}") String apiKey,
            @Value("${consultflow.admin-user}") String user,
            @Value("${consultflow.admin-password}") String password) {
        this.json = json;
        this.base = "http://localhost:" + port;
        this.apiKey = apiKey;
        this.basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    public String base() {
        return base;
    }

    /** A request with the credentials of the door it goes to. */
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = anonymous(path);
        if (path.startsWith("/api/")) {
            request.header("Authorization", "Bearer " + apiKey);
        } else if (path.startsWith("/engine-rest/")) {
            request.header("Authorization", "Basic " + basic);
        }
        return request;
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    public HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    /** @param body null: none */
    public HttpResponse<String> post(String path, JsonNode body, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body == null ? "" : body.toString()));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /** Deploys as Modeler does. @param files texts by name */
    public HttpResponse<String> deploy(Map<String, String> files) {
        String boundary = "part-" + UUID.randomUUID();
        StringBuilder body = new StringBuilder(part(boundary, "deployment-name", "", "from-modeler"));
        files.forEach((name, text) -> body.append(part(boundary, name, "; filename=\"" + name + "\"", text)));
        return send(request("/engine-rest/deployment/create")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.ofString(body + "--" + boundary + "--\r\n")));
    }

    private static String part(String boundary, String name, String file, String text) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file + "\r\n\r\n" + text
                + "\r\n";
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    /** The lines of an answer as they come; closing them closes the connection. */
    public HttpResponse<Stream<String>> lines(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofLines());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body) {
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode read(HttpResponse<String> response) {
        try {
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
