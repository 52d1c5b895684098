package org.consultflow.channel;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.consultflow.video.RoomProvider;
import org.consultflow.video.RoomProvider.Room;
import org.consultflow.video.RoomProvider.RoomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(OutputCaptureExtension.class)
class VideoRoomTest extends ChannelTest {

    private static final String IN_PROGRESS = "{\"sid\":\"RM1\",\"status\":\"in-progress\",\"unique_name\":\"a-name\"}";

    @Autowired
    private RoomProvider rooms;

    @Autowired
    private CamelContext camel;

    @Test
    void aRoomIsMadeForAGroupWithTimeoutsAndOurCallback() {
        TWILIO.answers(201, IN_PROGRESS);

        assertThat(rooms.ensure("a-name")).isEqualTo(new Room("RM1", "in-progress"));

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/Rooms");
        assertThat(request.field("UniqueName")).isEqualTo("a-name");
        assertThat(request.field("Type")).isEqualTo("group");
        assertThat(Integer.parseInt(request.field("UnusedRoomTimeout"))).isBetween(1, 60);
        assertThat(Integer.parseInt(request.field("EmptyRoomTimeout")))
                .as("the session is closed 15 minutes after the planned end, and asks how the room ended")
                .isBetween(1, 14);
        assertThat(request.field("StatusCallback"))
                .isEqualTo("https://clinic.example/webhooks/twilio/room-status#rc=5&rp=all");
        assertThat(request.authorization())
                .isEqualTo("Basic "
                        + java.util.Base64.getEncoder()
                                .encodeToString((ChannelTestApp.ACCOUNT + ":" + ChannelTestApp.AUTH_TOKEN).getBytes()));
    }

    @Test
    void aNameInUseMeansThatTheRoomIsThere() {
        TWILIO.refuses(400, 53113).answers(200, IN_PROGRESS);

        assertThat(rooms.ensure("a-name")).isEqualTo(new Room("RM1", "in-progress"));

        FakeTwilio.Recorded second = TWILIO.requests().get(1);
        assertThat(second.method()).isEqualTo("GET");
        assertThat(second.path()).isEqualTo("/v1/Rooms/a-name");
        assertThat(second.body()).isEmpty();
    }

    @Test
    void aRoomThatEndedBetweenTheTwoRequestsIsAnError() {
        TWILIO.refuses(400, 53113).refuses(404, 20404);

        assertThatThrownBy(() -> rooms.ensure("a-name")).isInstanceOf(RoomException.class);
    }

    @Test
    void aRoomIsLookedUpAndANameWithoutARoomIsNone() {
        TWILIO.answers(200, "{\"sid\":\"RM1\",\"status\":\"completed\"}").refuses(404, 20404);

        assertThat(rooms.find("RM1")).contains(new Room("RM1", "completed"));
        assertThat(rooms.find("a-name")).isEmpty();
    }

    @Test
    void aRoomIsCompleted() {
        TWILIO.answers(202, "{\"sid\":\"RM1\",\"status\":\"completed\"}");

        rooms.complete("RM1");

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/Rooms/RM1");
        assertThat(request.body()).isEqualTo("Status=completed");
    }

    @Test
    void completingARoomThatHasEndedOrNeverWasIsNoError() {
        TWILIO.refuses(400, 53118).refuses(404, 20404);

        rooms.complete("RM1");
        rooms.complete("RM2");

        assertThat(TWILIO.requests()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ensure", "find", "complete"})
    void aProviderThatFailsIsAskedOnceAndTheErrorNamesTheCodeOnly(String operation, CapturedOutput log) {
        TWILIO.refuses(503, 20503).answers(201, IN_PROGRESS);

        assertThatThrownBy(() -> ask(operation, "secret-room"))
                .isInstanceOf(RoomException.class)
                .hasMessageContaining("20503")
                .hasMessageNotContaining("secret-room")
                .hasMessageNotContaining("491570156");
        assertThat(TWILIO.requests()).hasSize(1);
        assertThat(log.getAll()).doesNotContain("secret-room");
    }

    @Test
    void noAnswerAPageAndSilenceAreErrorsAndAreNotRepeated() {
        TWILIO.dropsTheConnection();
        assertThatThrownBy(() -> rooms.ensure("a-name")).isInstanceOf(RoomException.class);
        TWILIO.answers(502, "text/html", "<html>Bad Gateway</html>");
        assertThatThrownBy(() -> rooms.find("a-name")).isInstanceOf(RoomException.class);
        TWILIO.staysSilent();
        assertThatThrownBy(() -> rooms.complete("RM1")).isInstanceOf(RoomException.class);
        TWILIO.answers(200, "not json");
        assertThatThrownBy(() -> rooms.find("a-name")).isInstanceOf(RoomException.class);
        assertThat(TWILIO.requests()).hasSize(4);
        TWILIO.whileDown(() -> assertThatThrownBy(() -> rooms.ensure("a-name")).isInstanceOf(RoomException.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void everyHttpCallOfARouteIsMadeOnceAndEndsInTime(String scheme) {
        HttpComponent http = camel.getComponent(scheme, HttpComponent.class);

        assertThat(http.isAutomaticRetriesDisabled()).isTrue();
        assertThat(http.getConnectTimeout()).isEqualTo(5_000);
        assertThat(http.getResponseTimeout()).isEqualTo(5_000);
        assertThat(http.getSoTimeout()).isEqualTo(5_000);
    }

    private void ask(String operation, String room) {
        switch (operation) {
            case "ensure" -> rooms.ensure(room);
            case "find" -> rooms.find(room);
            case "complete" -> rooms.complete(room);
            default -> throw new IllegalArgumentException(operation);
        }
    }
}
