package org.consultflow.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;

/** What a service sends its traces to: OTLP over HTTP on a free port of this machine. */
public final class TraceCollector implements AutoCloseable {

    private static final String PATH = "/v1/traces";

    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(PATH, this::take);
        server.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            InputStream body = exchange.getRequestBody();
            requests.add(ExportTraceServiceRequest.parseFrom(zipped ? new GZIPInputStream(body) : body));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
    }

    /** Every span that has come, each once it has ended. */
    public List<Span> spans() {
        return requests.stream()
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .map(TraceCollector::read)
                .toList();
    }

    /** All that has come, in words: names, attributes, events, resources. */
    public String text() {
        return requests.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private static Span read(io.opentelemetry.proto.trace.v1.Span span) {
        return new Span(
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                span.getName(),
                span.getAttributesList().stream()
                        .collect(Collectors.toMap(
                                attribute -> attribute.getKey().replaceFirst("^consultflow\\.", ""),
                                attribute -> words(attribute.getValue()))),
                span.getLinksList().stream().map(link -> hex(link.getSpanId())).toList());
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static String words(AnyValue value) {
        return value.hasStringValue() ? value.getStringValue() : value.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /**
     * A span that has ended.
     *
     * @param attributes by key; ours without what they begin with
     * @param links ids of the spans it is linked to
     */
    public record Span(String traceId, String id, String name, Map<String, String> attributes, List<String> links) {}
}
