package org.consultflow.benchmarks;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;

/** One of the two in a visit: asks and hears what the join page with the sandbox's client asks and hears. For one thread. */
final class Guest implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String JSON = "Content-Type: application/json\r\n";

    private final HttpClient client;
    private final int port;
    private final String path;
    private final Http http;
    private EventStream feed;
    private EventStream room;
    private String session;
    private int lastLine;

    /** @param path of the join link */
    Guest(HttpClient client, int port, String path) {
        this.client = client;
        this.port = port;
        this.path = path;
        this.http = new Http(port, PATIENCE);
    }

    void open() {
        expect(200, http.get(path), path);
        feed = new EventStream(client, port, path + "/events");
        told("/view/page", "open");
    }

    /** Comes back when the feed says so. @param field as a JSON pointer */
    void told(String field, String value) {
        feed.await("state", news -> news.at(field).asText().equals(value), PATIENCE);
    }

    JsonNode post(String what) {
        return post(path + what, "{}", 200);
    }

    String token() {
        return post("/token").path("token").asText();
    }

    void enterRoom(String token) {
        session = post("/sandbox/video", "{\"token\": \"" + token + "\"}", 201)
                .path("session")
                .asText();
        room = new EventStream(client, port, "/sandbox/video/" + session + "/events");
    }

    /** @return SID of the one who was in the room before */
    String peer() {
        return room.await("peers", peers -> peers.size() == 1, PATIENCE)
                .at("/0/sid")
                .asText();
    }

    /** @return SID of the one who came into the room after */
    String newcomer() {
        return room.await("joined", anybody -> true, PATIENCE).path("sid").asText();
    }

    void signal(String to, String data) {
        post("/sandbox/video/" + session + "/signals", "{\"to\": \"" + to + "\", \"data\": " + data + "}", 204);
    }

    void signalled(String from, String data) {
        JsonNode wanted = EventStream.read(data);
        room.await(
                "signal",
                news -> news.path("from").asText().equals(from)
                        && news.path("data").equals(wanted),
                PATIENCE);
    }

    /** @return the line's number */
    int say(String text) {
        return post(path + "/chat", "{\"key\": \"" + UUID.randomUUID() + "\", \"text\": \"" + text + "\"}", 200)
                .path("number")
                .asInt();
    }

    /** Comes back when the line is on the screen: the feed told of it, and it was asked for. */
    void reads(int number, String text) {
        feed.await("state", news -> news.at("/view/chat/last").asInt() >= number, PATIENCE);
        JsonNode lines = EventStream.read(expect(200, http.get(path + "/chat?since=" + lastLine), "/chat"));
        JsonNode last = lines.path(lines.size() - 1);
        if (last.path("number").asInt() != number || !last.path("text").asText().equals(text)) {
            throw new IllegalStateException("another line came than the one that was written");
        }
        lastLine = number;
    }

    void saysThatItWasRead(int number) {
        post(path + "/chat/read", "{\"number\": " + number + "}", 204);
    }

    void leaveRoom() {
        post("/sandbox/video/" + session + "/leave", "{}", 204);
        post("/leave");
    }

    /** Comes back when the room says that the other one has gone. */
    void leftAlone() {
        room.await("left", anybody -> true, PATIENCE);
    }

    private JsonNode post(String where, String body, int status) {
        return EventStream.read(expect(status, http.ask("POST", where, JSON, body), where));
    }

    private static String expect(int status, Http.Answer answer, String where) {
        if (answer.status() != status) {
            throw new IllegalStateException(where.replaceFirst("^/join/[^/]+", "/join/…") + " answered "
                    + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        http.close();
        if (feed != null) {
            feed.close();
        }
        if (room != null) {
            room.close();
        }
    }
}
