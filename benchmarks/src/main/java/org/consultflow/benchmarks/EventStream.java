package org.consultflow.benchmarks;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What a page hears by server-sent events. For one thread, which waits for one event after the other. */
final class EventStream implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<Event> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<?> open;
    private Event latest = new Event("", "");

    private record Event(String name, String data) {}

    EventStream(HttpClient client, int port, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/event-stream")
                .build();
        open = client.sendAsync(request, BodyHandlers.fromLineSubscriber(new Lines()));
    }

    /**
     * Comes back with the first event, from the latest that was waited for, that is as wanted; those before it are passed over.
     *
     * @throws IllegalStateException if none comes in time
     */
    JsonNode await(String name, Predicate<JsonNode> wanted, Duration atMost) {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            if (latest.name.equals(name)) {
                JsonNode data = read(latest.data);
                if (wanted.test(data)) {
                    return data;
                }
            }
            try {
                Event next = heard.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    break;
                }
                latest = next;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        throw new IllegalStateException("no such event came in time: " + name);
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        open.cancel(true);
    }

    /** Takes events out of lines; the service sends each event's data in one. */
    private final class Lines implements Flow.Subscriber<String> {

        private String name = "";

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("event:")) {
                name = line.substring(6).strip();
            } else if (line.startsWith("data:")) {
                heard.add(new Event(name, line.substring(5)));
            }
        }

        @Override
        public void onError(Throwable ended) {
            // whoever waits for more finds that none comes
        }

        @Override
        public void onComplete() {
            // likewise
        }
    }
}
