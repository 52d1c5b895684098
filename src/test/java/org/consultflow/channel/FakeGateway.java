package org.consultflow.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** An SMS provider that speaks plain HTTP: takes a form, answers with an id; loses its answers if told to. */
final class FakeGateway implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Map<String, List<String>>> taken = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile boolean losesItsAnswers;

    FakeGateway() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/messages", this::take);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/messages";
    }

    /** What it took, as fields of the form. */
    List<Map<String, List<String>>> taken() {
        return List.copyOf(taken);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    void forget() {
        taken.clear();
        keys.clear();
        status = 200;
        losesItsAnswers = false;
    }

    void refuses(int with) {
        status = with;
    }

    void losesItsAnswers() {
        losesItsAnswers = true;
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        keys.add(exchange.getRequestHeaders().getFirst("Authorization"));
        if (status == 200) {
            taken.add(TwilioContract.fields(body));
        }
        if (losesItsAnswers) {
            exchange.close();
            return;
        }
        byte[] answer = ("{\"result\": {\"id\": \"gw-" + taken.size() + "\"}}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
