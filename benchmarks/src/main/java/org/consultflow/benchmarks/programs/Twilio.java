package org.consultflow.benchmarks.programs;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The least that a client of Twilio can be: 64 connections that stay open, and a POST of the length of a real one. The same
 * for all programs, so that what differs between them is not the client.
 */
final class Twilio {

    static final int CONNECTIONS = 64;
    private static final String TEXT = URLEncoder.encode(
            "Example Clinic: your visit is at 9:00 on Tuesday. To join: http://127.0.0.1:8080/join/"
                    + "eyJjIjoiMDEyMzQ1Njc4OSJ9.MDEyMzQ1Njc4OTAxMjM0NTY3ODk. Answer C to confirm, X to cancel, STOP to stop.",
            StandardCharsets.UTF_8);

    private final int port;
    private final BlockingQueue<Connection> free = new LinkedBlockingQueue<>();

    Twilio(int port) {
        this.port = port;
        for (int connection = 0; connection < CONNECTIONS; connection++) {
            free.add(new Connection());
        }
    }

    /**
     * @return the message's SID
     * @throws IllegalStateException if Twilio does not take it
     */
    String send(String to) {
        try {
            Connection connection = free.take();
            try {
                return connection.post("To=whatsapp%3A" + URLEncoder.encode(to, StandardCharsets.UTF_8)
                        + "&From=whatsapp%3A%2B61491570006&StatusCallback=http%3A%2F%2F127.0.0.1%2Fstatus%3Fref%3D"
                        + UUID.randomUUID() + "&ValidityPeriod=3600&Body=" + TEXT);
            } finally {
                free.add(connection);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Connection {

        private final byte[] buffer = new byte[8192];
        private Socket socket;

        String post(String form) throws IOException {
            if (socket == null) {
                socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.setTcpNoDelay(true);
            }
            String request = "POST /2010-04-01/Accounts/AC0/Messages.json HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                    + "Authorization: Basic QUMwOnRva2Vu\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                    + "Accept: application/json\r\nContent-Length: " + form.length() + "\r\n\r\n" + form;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            String answer = answer(socket.getInputStream());
            if (!answer.startsWith("HTTP/1.1 201")) {
                throw new IllegalStateException("Twilio did not take it");
            }
            int sid = answer.indexOf("\"sid\":\"") + 7;
            return answer.substring(sid, answer.indexOf('"', sid));
        }

        private String answer(InputStream in) throws IOException {
            int read = 0;
            while (true) {
                int more = in.read(buffer, read, buffer.length - read);
                if (more < 0) {
                    throw new EOFException();
                }
                read += more;
                String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                int head = text.indexOf("\r\n\r\n");
                int length = text.indexOf("Content-Length: ") + 16;
                if (head > 0
                        && read >= head + 4 + Integer.parseInt(text.substring(length, text.indexOf("\r\n", length)))) {
                    return text;
                }
            }
        }
    }
}
