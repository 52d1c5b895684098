package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The wire: HTTP on the loopback interface, login, JSON. */
final class TwilioServer {

    private static final Logger log = LoggerFactory.getLogger(TwilioServer.class);
    private static final int NO_CONTENT = 204;
    private static final int LARGEST_BODY = 1 << 20;

    private final TwilioAccount account;
    private final TwilioRoutes routes;
    private final Work work;
    private final List<RequestObserver> observers;
    private final JsonMapper json;
    private final HttpServer server;
    private final ExecutorService threads;

    TwilioServer(
            int port,
            TwilioAccount account,
            TwilioRoutes routes,
            Work work,
            List<RequestObserver> observers,
            JsonMapper json) {
        this.account = account;
        this.routes = routes;
        this.work = work;
        this.observers = observers;
        this.json = json;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "sandbox-twilio-http");
            thread.setDaemon(true);
            return thread;
        });
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("the stand-in Twilio cannot listen on port " + port, e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        work.begin();
        try {
            Answer answer = answerOrError(exchange);
            if (answer.delay().isZero()) {
                send(exchange, answer);
            } else {
                work.later(answer.delay(), () -> {
                    send(exchange, answer);
                    return CompletableFuture.completedFuture(null);
                });
            }
        } finally {
            work.end();
        }
    }

    private Answer answerOrError(HttpExchange exchange) throws IOException {
        try {
            return answer(exchange);
        } catch (TwilioError error) {
            return Answer.of(error);
        } catch (RuntimeException | Error failure) {
            // its text may quote the request
            log.error("the stand-in Twilio failed: {}", failure.getClass().getName());
            return Answer.of(new TwilioError(500, 20500, "An internal server error has occurred"));
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
        String query = exchange.getRequestURI().getRawQuery();
        TwilioRequest request = new TwilioRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(body, StandardCharsets.UTF_8));
        observers.forEach(observer -> observer.observed(request));
        if (!account.admits(exchange.getRequestHeaders().getFirst("Authorization"))) {
            throw new TwilioError(401, 20003, "Authenticate");
        }
        return routes.answer(request);
    }

    private void send(HttpExchange exchange, Answer answer) {
        try (exchange) {
            if (answer.status() == 0) {
                return;
            }
            if (answer.status() == NO_CONTENT) {
                exchange.sendResponseHeaders(NO_CONTENT, -1);
                return;
            }
            byte[] body = json.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException gone) {
            log.debug(
                    "the caller of the stand-in Twilio has gone: {}",
                    gone.getClass().getName());
        }
    }
}
