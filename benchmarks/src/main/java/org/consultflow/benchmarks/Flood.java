package org.consultflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.Locale;
import java.util.Queue;

/**
 * Requests that were made beforehand, over connections that stay open, each with its next request as soon as it has the answer.
 * One thread that only writes and reads bytes: the cores are for the service.
 */
final class Flood implements AutoCloseable {

    private static final String DONE = "HTTP/1.1 204 ";
    private static final String BUSY = "HTTP/1.1 503 ";
    private static final int LARGEST_ANSWER = 8192;
    private static final long LONGEST_SILENCE_MILLIS = 30_000;

    private final InetSocketAddress address;
    private final Selector selector;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private int unanswered;
    private int busy;

    Flood(int port, int connections) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                connect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Comes back when all are answered by 204. What is answered by 503 is told again, as Twilio is asked to.
     *
     * @return how many times the answer was 503
     */
    int tell(Collection<byte[]> requests) {
        waiting.addAll(requests);
        unanswered = requests.size();
        busy = 0;
        try {
            for (SelectionKey key : selector.keys()) {
                writeNext(key);
            }
            while (unanswered > 0) {
                if (selector.select(LONGEST_SILENCE_MILLIS) == 0) {
                    throw new IllegalStateException("no answer for " + LONGEST_SILENCE_MILLIS + " ms");
                }
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    read(key);
                }
            }
            return busy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SelectionKey connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, new Exchange());
    }

    private void writeNext(SelectionKey key) throws IOException {
        byte[] next = waiting.poll();
        if (next == null) {
            return;
        }
        ((Exchange) key.attachment()).request = next;
        ByteBuffer bytes = ByteBuffer.wrap(next);
        while (bytes.hasRemaining()) {
            ((SocketChannel) key.channel()).write(bytes);
        }
    }

    private void read(SelectionKey key) throws IOException {
        Exchange exchange = (Exchange) key.attachment();
        if (((SocketChannel) key.channel()).read(exchange.answer) < 0) {
            throw new IllegalStateException("a connection was closed without an answer");
        }
        if (!exchange.isComplete()) {
            return;
        }
        String answer = exchange.takeAnswer();
        if (answer.startsWith(DONE)) {
            unanswered--;
        } else if (answer.startsWith(BUSY)) {
            busy++;
            waiting.add(exchange.request);
        } else {
            throw new IllegalStateException("the answer was " + answer.lines().findFirst());
        }
        if (answer.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n")) {
            key.channel().close();
            writeNext(connect());
        } else {
            writeNext(key);
        }
    }

    /** What one connection is at. */
    private static final class Exchange {

        private final ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
        private byte[] request;

        /** The answers that are awaited have no body. */
        boolean isComplete() {
            int end = answer.position();
            byte[] bytes = answer.array();
            return end > 3 && bytes[end - 1] == '\n' && bytes[end - 2] == '\r' && bytes[end - 3] == '\n';
        }

        String takeAnswer() {
            String text = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
            answer.clear();
            return text;
        }
    }

    @Override
    public void close() {
        try {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
