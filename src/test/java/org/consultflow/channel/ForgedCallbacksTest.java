package org.consultflow.channel;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.consultflow.channel.ChannelTestApp.Heard;
import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** A flood of what Twilio did not send, or nobody can use: it costs no statement, no line in the log and changes nothing. */
@ExtendWith(OutputCaptureExtension.class)
class ForgedCallbacksTest extends ChannelTest {

    private static final String STATUS = "/webhooks/twilio/message-status?ref=" + UUID.randomUUID();
    private static final Map<String, String> FORM = Map.of("MessageSid", "SM1", "MessageStatus", "delivered");
    private static final String WELL_SHAPED = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    @LocalServerPort
    private int port;

    @Autowired
    private Heard heard;

    @Autowired
    private StatementCounter counter;

    private int before;

    @BeforeEach
    void nothingYet(CapturedOutput log) {
        before = log.getAll().length();
        heard.receipts.clear();
        counter.reset();
    }

    @Test
    void forgedOnesAreTurnedAwayWithoutAStatement(CapturedOutput log) {
        for (String signature : new String[] {null, "", "x", WELL_SHAPED}) {
            assertThat(caller().post(STATUS, FORM, signature).statusCode()).isEqualTo(403);
        }
        nothingHappened(log);
    }

    @Test
    void malformedOnesAreABadRequestWithoutAStatement(CapturedOutput log) {
        String path = "/webhooks/twilio/message-status?ref=";
        assertThat(caller().signed(path + "1", FORM).statusCode()).isEqualTo(400);
        assertThat(caller().signed(path, FORM).statusCode()).isEqualTo(400);
        assertThat(caller().signed(STATUS, Map.of("MessageSid", "SM\u0000", "MessageStatus", "sent"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(caller().signed(STATUS, Map.of("MessageSid", "S".repeat(65), "MessageStatus", "sent"))
                        .statusCode())
                .isEqualTo(400);
        nothingHappened(log);
    }

    @Test
    void aBodyWithoutASignatureIsNotWaitedFor() throws IOException {
        assertThat(statusBeforeTheBody("Content-Length: 30000\r\n")).contains(" 403 ");
    }

    @Test
    void aBodyThatIsLargerThanAnyOfTwiliosIsNotWaitedFor() throws IOException {
        String signature = "X-Twilio-Signature: " + WELL_SHAPED + "\r\n";
        assertThat(statusBeforeTheBody(signature + "Content-Length: 33000\r\n")).contains(" 413 ");
        assertThat(statusBeforeTheBody(signature + "Transfer-Encoding: chunked\r\n"))
                .contains(" 411 ");
    }

    @Test
    void otherMethodsAddressesAndKindsOfBodyAreRefusedQuietly(CapturedOutput log) throws Exception {
        assertThat(status("GET", STATUS, "application/x-www-form-urlencoded")).isBetween(400, 499);
        assertThat(status("POST", "/webhooks/twilio/nothing-here", "application/json"))
                .isBetween(400, 499);
        assertThat(status("POST", STATUS, "multipart/form-data; boundary=x")).isEqualTo(403);
        nothingHappened(log);
    }

    private int status(String method, String path, String type) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", type)
                .header("X-Twilio-Signature", WELL_SHAPED)
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("--x\r\n\r\n{"))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** The first line of the answer to a request whose body never comes. */
    private String statusBeforeTheBody(String headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + STATUS + " HTTP/1.1\r\nHost: localhost\r\n"
                            + "Content-Type: application/x-www-form-urlencoded\r\n" + headers + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            byte[] start = socket.getInputStream().readNBytes(16);
            return new String(start, StandardCharsets.US_ASCII);
        }
    }

    private void nothingHappened(CapturedOutput log) {
        assertThat(counter.statements()).isEmpty();
        assertThat(heard.receipts).isEmpty();
        assertThat(log.getAll().substring(before)).doesNotContain("WARN", "ERROR", "\tat ");
    }

    private TwilioCaller caller() {
        return new TwilioCaller("http://127.0.0.1:" + port, ChannelTestApp.PUBLIC_URL, ChannelTestApp.AUTH_TOKEN);
    }
}
