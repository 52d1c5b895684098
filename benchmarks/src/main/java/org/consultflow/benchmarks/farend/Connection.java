package org.consultflow.benchmarks.farend;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** One connection of HTTP/1.1 that stays open; requests have a length or no body. */
final class Connection {

    private static final String LENGTH = "\r\ncontent-length:";

    private final SocketChannel channel;
    private final SelectionKey key;
    private final Queue<ByteBuffer> out = new ArrayDeque<>();
    private ByteBuffer in = ByteBuffer.allocate(8192);

    /** What was asked. */
    record Request(String method, String path, String body) {

        boolean isMessage() {
            return method.equals("POST") && path.endsWith("/Messages.json");
        }
    }

    private Connection(SocketChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    static void accept(ServerSocketChannel server, Selector selector) throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            new Connection(channel, selector);
        }
    }

    /** Writes what waits, reads what has come and hands on each whole request. */
    void move(Consumer<Request> requests) throws IOException {
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        if (!key.isValid() || !key.isReadable()) {
            return;
        }
        int read = channel.read(in);
        if (read < 0) {
            throw new EOFException();
        }
        try {
            for (Request request = next(); request != null; request = next()) {
                requests.accept(request);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        if (!in.hasRemaining()) {
            in = ByteBuffer.allocate(in.capacity() * 2).put(in.flip());
        }
    }

    private Request next() {
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        int endOfHead = text.indexOf("\r\n\r\n");
        if (endOfHead < 0) {
            return null;
        }
        String head = text.substring(0, endOfHead);
        int length = length(head);
        int end = endOfHead + 4 + length;
        if (text.length() < end) {
            return null;
        }
        String[] line = head.substring(0, head.indexOf("\r\n")).split(" ");
        Request request = new Request(line[0], line[1], text.substring(endOfHead + 4, end));
        in.flip().position(end);
        in.compact();
        return request;
    }

    private static int length(String head) {
        int at = head.toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH);
        if (at < 0) {
            return 0;
        }
        int end = head.indexOf("\r\n", at + 2);
        return Integer.parseInt(head.substring(at + LENGTH.length(), end < 0 ? head.length() : end)
                .strip());
    }

    void answer(byte[] answer) {
        if (!key.isValid()) {
            return;
        }
        out.add(ByteBuffer.wrap(answer));
        try {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void flush() throws IOException {
        while (!out.isEmpty()) {
            channel.write(out.peek());
            if (out.peek().hasRemaining()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                return;
            }
            out.remove();
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
