package org.consultflow.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The far end of the wire: answers as it is told to, one answer a request, and keeps what it was asked, with what Twilio
 * would have to say against it.
 */
final class FakeTwilio implements AutoCloseable {

    static final String MESSAGES = "/Messages.json";

    /** A request as it was on the wire. */
    record Recorded(String method, String path, String authorization, String body, Map<String, String> headers) {
        String field(String name) {
            return TwilioContract.fields(body).getOrDefault(name, List.of("")).get(0);
        }

        String query(String name) {
            return TwilioContract.fields(path.replaceFirst("^[^?]*\\??", ""))
                    .getOrDefault(name, List.of(""))
                    .get(0);
        }
    }

    @FunctionalInterface
    private interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Recorded> requests = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<CountDownLatch> slow = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    FakeTwilio() {
        // reading Twilio's documents takes its time: not while somebody waits for an answer
        TwilioContract.check("GET", "/", null, "");
        start(0);
    }

    private void start(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Recorded> requests() {
        return new ArrayList<>(requests);
    }

    /** What Twilio would have refused in the requests so far. */
    List<String> violations() {
        return new ArrayList<>(violations);
    }

    void forget() {
        slow.forEach(CountDownLatch::countDown);
        slow.clear();
        script.clear();
        requests.clear();
        violations.clear();
    }

    FakeTwilio answers(int status, String body) {
        return answers(status, "application/json", body);
    }

    FakeTwilio answers(int status, String type, String body) {
        script.add(exchange -> respond(exchange, status, type, body));
        return this;
    }

    FakeTwilio accepts(String sid) {
        return answers(201, "{\"sid\":\"" + sid + "\",\"status\":\"queued\",\"error_code\":null}");
    }

    /** Answers to none before all of them have asked. */
    FakeTwilio acceptsTogether(int number) {
        CountDownLatch asked = new CountDownLatch(number);
        for (int i = 0; i < number; i++) {
            script.add(exchange -> {
                asked.countDown();
                try {
                    asked.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
                respond(exchange, 201, "application/json", "{\"sid\":\"SM1\",\"status\":\"queued\"}");
            });
        }
        return this;
    }

    /** The number is in the message, as Twilio does it. */
    FakeTwilio refuses(int status, int code) {
        return answers(
                status,
                "{\"code\":" + code + ",\"message\":\"The 'To' number +61491570156 is bad\",\"status\":" + status
                        + "}");
    }

    FakeTwilio dropsTheConnection() {
        script.add(HttpExchange::close);
        return this;
    }

    FakeTwilio staysSilent() {
        CountDownLatch released = new CountDownLatch(1);
        slow.add(released);
        script.add(exchange -> {
            try {
                released.await();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        return this;
    }

    /** Runs something while nobody listens on the port. */
    void whileDown(Runnable something) {
        int port = server.getAddress().getPort();
        server.stop(0);
        try {
            something.run();
        } finally {
            start(port);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String method = exchange.getRequestMethod();
        String path = exchange.getRequestURI().toString();
        Map<String, String> headers = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
        violations.addAll(TwilioContract.check(method, path, headers.get("Content-Type"), body));
        requests.add(new Recorded(method, path, headers.get("Authorization"), body, headers));
        Answer answer = script.poll();
        if (answer == null) {
            respond(exchange, 500, "text/plain", "no answer was scripted");
        } else {
            answer.give(exchange);
        }
    }

    private static void respond(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Connection", "close");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        slow.forEach(CountDownLatch::countDown);
        server.stop(0);
        threads.shutdownNow();
    }
}
