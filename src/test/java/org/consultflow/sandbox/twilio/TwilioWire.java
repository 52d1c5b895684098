package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.consultflow.sandbox.faults.Faults;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** A running stand-in, and a client that speaks to it over HTTP. */
final class TwilioWire implements AutoCloseable {

    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String TOKEN = "token-of-the-test";
    static final String KEY = "SK00000000000000000000000000000001";
    static final String SECRET = "secret-of-the-test-of-32-characters";
    static final String SENDER = "+15005550006";
    static final String PATIENT = "+61491570156";

    final Faults faults = new Faults();
    final List<TwilioRequest> observed = new CopyOnWriteArrayList<>();
    final SandboxTwilio twilio;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    TwilioWire(Clock realTime, Clock serviceClock, String publicUrl) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("observer", (RequestObserver) observed::add);
        port = freePort();
        twilio = new SandboxTwilio(
                port,
                publicUrl,
                new TwilioAccount(ACCOUNT, TOKEN, KEY, SECRET, SENDER, SENDER, "MG00000000000000000000000000000001"),
                faults,
                beans.getBeanProvider(RequestObserver.class),
                realTime,
                serviceClock);
        twilio.start();
    }

    record Reply(int status, JsonNode body) {
        int code() {
            return body.path("code").asInt();
        }

        String text(String field) {
            return body.path(field).textValue();
        }
    }

    Reply sendWhatsapp(Map<String, String> more) throws IOException {
        return post(messages(), with(more, "whatsapp:"));
    }

    Reply sendSms(Map<String, String> more) throws IOException {
        return post(messages(), with(more, ""));
    }

    private static Map<String, String> with(Map<String, String> more, String prefix) {
        Map<String, String> form = new java.util.LinkedHashMap<>();
        form.put("To", prefix + PATIENT);
        form.put("From", prefix + SENDER);
        form.put("Body", "See you tomorrow");
        form.putAll(more);
        return form;
    }

    static String messages() {
        return "/2010-04-01/Accounts/" + ACCOUNT + "/Messages.json";
    }

    Reply post(String path, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return exchange(request(path, ACCOUNT, TOKEN)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply get(String path) throws IOException {
        return exchange(request(path, ACCOUNT, TOKEN).GET());
    }

    Reply get(String path, String user, String password) throws IOException {
        return exchange(request(path, user, password).GET());
    }

    private HttpRequest.Builder request(String path, String user, String password) {
        String login = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Basic " + login);
    }

    private Reply exchange(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), JsonMapper.builder().build().readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        twilio.stop();
    }
}
