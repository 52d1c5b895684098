package org.consultflow.chaos;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import org.consultflow.chaos.Wire.Asked;
import org.consultflow.chaos.Wire.NobodyThere;

/**
 * Stands before the nodes, as a load balancer does: each in turn, another where nobody listens; 502 if an answer does not
 * come back, because then nobody knows whether the request was obeyed.
 */
final class LoadBalancer implements AutoCloseable {

    private final Wire wire = new Wire(this::handle);
    private final AtomicInteger next = new AtomicInteger();
    private volatile List<Node> nodes = List.of();

    void serves(List<Node> behind) {
        nodes = behind;
    }

    private void handle(HttpExchange exchange) throws IOException {
        Asked asked = Asked.of(exchange);
        List<Node> behind = nodes;
        for (int i = 0; i < behind.size(); i++) {
            Node node = behind.get(Math.floorMod(next.getAndIncrement(), behind.size()));
            try {
                Wire.answer(exchange, wire.handOn(asked, node.port()));
                return;
            } catch (NobodyThere tryAnother) {
                continue;
            } catch (IOException noAnswer) {
                Wire.answer(exchange, 502, "text/plain", new byte[0]);
                return;
            }
        }
        Wire.answer(exchange, 503, "text/plain", new byte[0]);
    }

    String url() {
        return "http://127.0.0.1:" + wire.port();
    }

    @Override
    public void close() {
        wire.close();
    }
}
