package org.consultflow.sandbox.twilio;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the service back, signed, as Twilio does: a failed call is repeated only as often as the URL's fragment asks for
 * ({@code #rc=5}; Twilio, "Webhooks: connection overrides"), and the fragment is not part of the signature.
 *
 * <p>A URL of the service itself is called on the loopback interface, signed for the public URL: the public name of a
 * service that runs with stand-ins may lead nowhere.
 */
class Callbacks {

    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);
    private static final Pattern RETRIES = Pattern.compile("(?:^|&)rc=([0-5])(?:&|$)");
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(200);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String authToken;
    private final String publicUrl;
    private volatile int localPort;

    /** @param publicUrl the service's own public URL, without a path */
    Callbacks(String authToken, String publicUrl) {
        this.authToken = authToken;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** Where the service listens; until it is known, every URL is called as it stands. */
    void serviceListensOn(int port) {
        localPort = port;
    }

    /** Posts a form; completes when it was answered or given up, never exceptionally. */
    CompletableFuture<Void> post(String url, Map<String, String> form, Executor later) {
        int hash = url.indexOf('#');
        String bare = hash < 0 ? url : url.substring(0, hash);
        Matcher retries = RETRIES.matcher(hash < 0 ? "" : url.substring(hash + 1));
        return attempt(request(bare, form), retries.find() ? Integer.parseInt(retries.group(1)) : 0, later);
    }

    /** Posts a form once and waits. @return the answer; empty if there was none, or if it was no success */
    String ask(String url, Map<String, String> form) {
        return http.sendAsync(request(url, form), HttpResponse.BodyHandlers.ofString())
                .handle((response, failure) -> failure == null && response.statusCode() == 200 ? response.body() : "")
                .join();
    }

    private HttpRequest request(String url, Map<String, String> form) {
        return HttpRequest.newBuilder(URI.create(reachable(url)))
                .timeout(LONGEST_ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("User-Agent", "TwilioProxy/1.1")
                .header("I-Twilio-Idempotency-Token", Sids.next(""))
                .header("X-Twilio-Signature", RequestSignature.of(authToken, url, form))
                .POST(HttpRequest.BodyPublishers.ofString(encode(form)))
                .build();
    }

    private CompletableFuture<Void> attempt(HttpRequest request, int retriesLeft, Executor later) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((response, failure) -> failure == null && response.statusCode() < 500)
                .thenCompose(answered -> {
                    if (answered) {
                        return CompletableFuture.completedFuture(null);
                    }
                    if (retriesLeft == 0) {
                        log.debug("a callback of the stand-in Twilio was not taken");
                        return CompletableFuture.completedFuture(null);
                    }
                    return CompletableFuture.runAsync(
                                    () -> {},
                                    CompletableFuture.delayedExecutor(
                                            BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS, later))
                            .thenCompose(any -> attempt(request, retriesLeft - 1, later));
                });
    }

    private String reachable(String url) {
        boolean own = url.startsWith(publicUrl + "/");
        return own && localPort > 0 ? "http://127.0.0.1:" + localPort + url.substring(publicUrl.length()) : url;
    }

    private static String encode(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encode(field.getKey()) + '=' + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
