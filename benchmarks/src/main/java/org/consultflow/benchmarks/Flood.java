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
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * Requests that were made beforehand, over connections that stay open, each with its next request as soon as it has the answer.
 * One thread that only writes and reads bytes: the cores are for the service.
 */
final class Flood implements AutoCloseable {

    private static final int LARGEST_ANSWER = 8192;
    private static final long LONGEST_SILENCE_MILLIS = 30_000;

    private final InetSocketAddress address;
    private final String expected;
    private final Selector selector;
    private List<byte[]> requests = List.of();
    private int next;
    private int answered;

    /**
     * @param status what each answer has to be
     */
    Flood(int port, int connections, int status) {
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        expected = "HTTP/1.1 " + status + " ";
        try {
            selector = Selector.open();
            for (int i = 0; i < connections; i++) {
                connect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Comes back when all are answered. */
    void tell(List<byte[]> all) {
        requests = all;
        next = 0;
        answered = 0;
        try {
            for (SelectionKey key : selector.keys()) {
                write(key);
            }
            while (answered < requests.size()) {
                if (selector.select(LONGEST_SILENCE_MILLIS) == 0) {
                    throw new IllegalStateException("no answer for " + LONGEST_SILENCE_MILLIS + " ms");
                }
                for (Iterator<SelectionKey> ready = selector.selectedKeys().iterator(); ready.hasNext(); ) {
                    SelectionKey key = ready.next();
                    ready.remove();
                    read(key);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SelectionKey connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(LARGEST_ANSWER));
    }

    private void write(SelectionKey key) throws IOException {
        if (next == requests.size()) {
            return;
        }
        ByteBuffer request = ByteBuffer.wrap(requests.get(next++));
        while (request.hasRemaining()) {
            ((SocketChannel) key.channel()).write(request);
        }
    }

    private void read(SelectionKey key) throws IOException {
        ByteBuffer answer = (ByteBuffer) key.attachment();
        int read = ((SocketChannel) key.channel()).read(answer);
        if (read < 0) {
            throw new IllegalStateException("a connection was closed without an answer");
        }
        if (!isComplete(answer)) {
            return;
        }
        String head = new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1);
        if (!head.startsWith(expected)) {
            throw new IllegalStateException("the answer was " + head.lines().findFirst());
        }
        answered++;
        answer.clear();
        if (head.toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n")) {
            key.channel().close();
            write(connect());
        } else {
            write(key);
        }
    }

    /** Those that are expected have no body. */
    private static boolean isComplete(ByteBuffer answer) {
        int end = answer.position();
        byte[] bytes = answer.array();
        return end > 3 && bytes[end - 1] == '\n' && bytes[end - 2] == '\r' && bytes[end - 3] == '\n';
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
