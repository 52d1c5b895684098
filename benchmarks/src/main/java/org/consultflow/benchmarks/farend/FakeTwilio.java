package org.consultflow.benchmarks.farend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/**
 * Takes messages as Twilio does, in one thread and with next to no CPU, and notes when each came. Answers at once, or after
 * a while that is the same for all; then no thread waits, the answers stand in a queue.
 */
final class FakeTwilio {

    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final Queue<Late> late = new ArrayDeque<>();
    private final Messages messages;
    private long delayNanos;

    private record Late(long at, Connection connection, byte[] answer) {}

    FakeTwilio(Clock clock) throws IOException {
        messages = new Messages(clock);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    int port() {
        return server.socket().getLocalPort();
    }

    void serve() throws IOException {
        while (selector.isOpen()) {
            Late next = late.peek();
            if (next == null) {
                selector.select();
            } else {
                long wait = next.at - System.nanoTime();
                if (wait > 0) {
                    selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(wait)));
                } else {
                    selector.selectNow();
                }
            }
            for (SelectionKey key : selector.selectedKeys()) {
                serve(key);
            }
            selector.selectedKeys().clear();
            answerTheLate();
        }
    }

    private void serve(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            Connection.accept(server, selector);
            return;
        }
        Connection connection = (Connection) key.attachment();
        try {
            connection.move(request -> {
                String path = request.path();
                if (path.startsWith("/delay/")) {
                    delayNanos = TimeUnit.MILLISECONDS.toNanos(Long.parseLong(path.substring("/delay/".length())));
                }
                byte[] answer = messages.answer(request);
                if (delayNanos > 0 && request.isMessage()) {
                    late.add(new Late(System.nanoTime() + delayNanos, connection, answer));
                } else {
                    connection.answer(answer);
                }
            });
        } catch (IOException gone) {
            connection.close();
        }
    }

    private void answerTheLate() {
        long now = System.nanoTime();
        for (Late next = late.peek(); next != null && next.at - now <= 0; next = late.peek()) {
            late.remove();
            try {
                next.connection.answer(next.answer);
            } catch (UncheckedIOException gone) {
                next.connection.close();
            }
        }
    }
}
