package org.consultflow.chaos;

import java.io.IOException;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import org.consultflow.chaos.Wire.Asked;

/**
 * The way to Twilio, on which one request in four goes wrong: slow, 500, 502 with a page of HTML, 503, 429, or the
 * connection closed; each of them (429 apart, which means "not processed") before or after Twilio took the message.
 */
final class BadWire implements AutoCloseable {

    private static final Pattern TO = Pattern.compile("(?:^|&)To=([^&]*)");
    private static final byte[] HTML =
            "<html><head><title>502</title></head><body>Bad Gateway</body></html>".getBytes(StandardCharsets.UTF_8);

    private final Wire wire = new Wire(this::handle);
    private final Dice dice;
    private final int twilio;
    private final Duration slow;
    private final Map<String, Integer> counted = new TreeMap<>();
    private volatile boolean mended;

    /**
     * @param twilio its port
     * @param slow longer than a service waits for an answer
     */
    BadWire(long seed, int twilio, Duration slow) {
        this.dice = new Dice(seed);
        this.twilio = twilio;
        this.slow = slow;
    }

    private enum Trouble {
        SLOW,
        ERROR_500,
        HTML_502,
        UNAVAILABLE_503,
        DROPPED
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked asked = Asked.of(exchange);
        Matcher to = TO.matcher(
                asked.method().equals("POST") ? asked.text() : asked.path().replaceFirst(".*\\?", ""));
        String what = asked.method() + (to.find() ? URLDecoder.decode(to.group(1), StandardCharsets.UTF_8) : "");
        int thrown = mended ? 99 : dice.percent(what);
        if (thrown < 20) {
            Trouble trouble = Trouble.values()[thrown % 5];
            boolean after = asked.method().equals("POST") && thrown / 5 % 2 == 1;
            count(asked.method() + " " + trouble + (after ? " after Twilio took it" : ""));
            spoil(exchange, asked, trouble, after);
        } else if (thrown < 24) {
            count(asked.method() + " BUSY_429");
            Wire.answer(exchange, 429, "application/json", json(429, 20429));
        } else {
            Wire.answer(exchange, wire.handOn(asked, twilio));
        }
    }

    private void spoil(HttpExchange exchange, Asked asked, Trouble trouble, boolean after) throws IOException {
        if (trouble == Trouble.SLOW && !after) {
            CompletableFuture.delayedExecutor(slow.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> late(exchange, asked));
            return;
        }
        HttpResponse<byte[]> taken = after ? wire.handOn(asked, twilio) : null;
        switch (trouble) {
            case SLOW ->
                CompletableFuture.delayedExecutor(slow.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> Wire.answer(exchange, taken));
            case ERROR_500 -> Wire.answer(exchange, 500, "application/json", json(500, 20500));
            case HTML_502 -> Wire.answer(exchange, 502, "text/html", HTML);
            case UNAVAILABLE_503 -> Wire.answer(exchange, 503, "application/json", json(503, 20503));
            case DROPPED -> exchange.close();
        }
    }

    private void late(HttpExchange exchange, Asked asked) {
        try {
            Wire.answer(exchange, wire.handOn(asked, twilio));
        } catch (IOException noAnswer) {
            exchange.close();
        }
    }

    private static byte[] json(int status, int code) {
        return ("{\"code\":" + code + ",\"message\":\"as asked for\",\"status\":" + status + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private synchronized void count(String what) {
        counted.merge(what, 1, Integer::sum);
    }

    /** What went wrong, how often. */
    synchronized Map<String, Integer> counted() {
        return new TreeMap<>(counted);
    }

    /** From now on nothing goes wrong. */
    void mend() {
        mended = true;
    }

    String url() {
        return "http://127.0.0.1:" + wire.port();
    }

    @Override
    public void close() {
        wire.close();
    }
}
