package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpServer;

/** The far end of a callback. */
final class CallbackReceiver implements AutoCloseable {

    /** A callback as it came in. */
    record Received(String pathAndQuery, String signature, Map<String, String> form) {
        String status() {
            return form.get("MessageStatus");
        }
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int refusals;

    CallbackReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = new LinkedHashMap<>();
            new TwilioRequest("POST", "/", "", null, body)
                    .form()
                    .forEach((name, values) -> form.put(name, values.get(0)));
            received.add(new Received(
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().getFirst("X-Twilio-Signature"),
                    form));
            exchange.sendResponseHeaders(refusals-- > 0 ? 503 : 204, -1);
            exchange.close();
        });
        server.start();
    }

    void refuse(int times) {
        refusals = times;
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String pathAndQuery) {
        return "http://127.0.0.1:" + port() + pathAndQuery;
    }

    List<Received> received() {
        return received;
    }

    List<String> statuses() {
        return received.stream().map(Received::status).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
