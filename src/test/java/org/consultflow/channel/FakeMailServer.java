package org.consultflow.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A mail server for one conversation, which says yes to everything but one command. */
final class FakeMailServer implements AutoCloseable {

    private final ServerSocket server;
    private final Thread conversation;
    private final String command;
    private final String reply;

    /**
     * @param command the command it answers differently, DATA means the mail itself; empty means its greeting
     * @param reply what it says then; null hangs up
     */
    FakeMailServer(String command, String reply) {
        this.command = command;
        this.reply = reply;
        try {
            server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        conversation = new Thread(this::talk);
        conversation.start();
    }

    int port() {
        return server.getLocalPort();
    }

    private void talk() {
        try (Socket socket = server.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            boolean goesOn = say(socket, command.isEmpty() ? reply : "220 ready");
            for (String line = goesOn ? in.readLine() : null; goesOn && line != null; line = in.readLine()) {
                if (line.startsWith("DATA")) {
                    say(socket, "354 go on");
                    skipMail(in);
                    goesOn = say(socket, command.equals("DATA") ? reply : "250 taken");
                } else {
                    boolean special = !command.isEmpty() && line.startsWith(command);
                    goesOn = say(socket, special ? reply : "250 ok");
                }
            }
        } catch (IOException hungUp) {
            // the other side has heard enough
        }
    }

    private static void skipMail(BufferedReader in) throws IOException {
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            // the mail itself is of no interest here
        }
    }

    private static boolean say(Socket socket, String line) throws IOException {
        if (line == null) {
            return false;
        }
        socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return true;
    }

    @Override
    public void close() {
        try {
            server.close();
            conversation.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
