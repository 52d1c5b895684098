package org.consultflow.benchmarks.farend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Takes any mail and forgets it. */
final class FakeSmtp {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    FakeSmtp() throws IOException {
        daemon(() -> {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> talk(socket));
            }
        });
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException gone) {
                // the other side has hung up: the conversation ends, and with it the thread
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private static void talk(Socket socket) throws IOException {
        try (socket;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            OutputStream out = socket.getOutputStream();
            say(out, "220 localhost");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String word = line.length() < 4 ? "" : line.substring(0, 4).toUpperCase(Locale.ROOT);
                switch (word) {
                    case "DATA" -> {
                        say(out, "354 go on");
                        for (String part = in.readLine(); part != null && !part.equals("."); part = in.readLine()) {}
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
