package org.consultflow.channel;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.consultflow.channel.ChannelTestApp.Heard;
import org.consultflow.video.RecordingEvents.News;
import org.consultflow.video.RecordingEvents.State;
import org.consultflow.video.RecordingProvider;
import org.consultflow.video.RoomProvider.RoomException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Recordings at Twilio, up to the wire, and what Twilio tells of them. */
class VideoRecordingTest extends ChannelTest {

    private static final String RECORDING = "RT00000000000000000000000000000001";
    private static final String ROOM = "RM00000000000000000000000000000001";

    @Autowired
    RecordingProvider recordings;

    @Autowired
    Heard heard;

    @LocalServerPort
    int port;

    @Test
    void a_room_is_recorded_by_its_rules_until_they_say_otherwise() {
        TWILIO.answers(200, "{\"room_sid\":\"" + ROOM + "\"}").answers(200, "{\"room_sid\":\"" + ROOM + "\"}");

        recordings.record(ROOM, true);
        recordings.record(ROOM, false);

        List<FakeTwilio.Recorded> requests = TWILIO.requests();
        assertThat(requests).extracting(FakeTwilio.Recorded::method).containsOnly("POST");
        assertThat(requests)
                .extracting(FakeTwilio.Recorded::path)
                .containsOnly("/v1/Rooms/" + ROOM + "/RecordingRules");
        assertThat(requests)
                .extracting(request -> request.field("Rules"))
                .containsExactly("[{\"type\":\"include\",\"all\":true}]", "[{\"type\":\"exclude\",\"all\":true}]");
    }

    @Test
    void a_link_to_the_media_is_where_twilio_redirects_to_and_nobody_follows_it() {
        TWILIO.answers(302, "{\"redirect_to\":\"https://media.example/file?signature=x\"}");

        assertThat(recordings.media(RECORDING, Duration.ofMinutes(5)))
                .isEqualTo(URI.create("https://media.example/file?signature=x"));
        assertThat(TWILIO.requests()).singleElement().satisfies(request -> assertThat(request.path())
                .isEqualTo("/v1/Recordings/" + RECORDING + "/Media?Ttl=300"));
    }

    @Test
    void a_recording_is_deleted_and_one_that_has_gone_is_no_error() {
        TWILIO.answers(204, "").refuses(404, 20404);

        recordings.delete(RECORDING);
        recordings.delete(RECORDING);

        assertThat(TWILIO.requests()).allSatisfy(request -> assertThat(request.method() + " " + request.path())
                .isEqualTo("DELETE /v1/Recordings/" + RECORDING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"record", "media", "delete"})
    void a_refusal_is_asked_once_and_names_the_code_only(String operation) {
        TWILIO.refuses(503, 20503).answers(200, "{}");

        assertThatThrownBy(() -> ask(operation))
                .isInstanceOf(RoomException.class)
                .hasMessageContaining("20503")
                .hasMessageNotContaining("491570156")
                .hasMessageNotContaining("RT0");
        assertThat(TWILIO.requests()).hasSize(1);
        TWILIO.whileDown(() -> assertThatThrownBy(() -> ask(operation)).isInstanceOf(RoomException.class));
    }

    private void ask(String operation) {
        switch (operation) {
            case "record" -> recordings.record(ROOM, true);
            case "media" -> recordings.media(RECORDING, Duration.ofMinutes(5));
            default -> recordings.delete(RECORDING);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/webhooks/twilio/recording-status", "/webhooks/twilio/room-status"})
    void what_is_told_of_a_recording_is_handed_on_wherever_it_comes_in(String path) {
        heard.recordings.clear();
        Map<String, String> form = event("recording-completed");

        assertThat(caller().post(path, form, null).statusCode()).isEqualTo(403);
        assertThat(caller().post(path, form, "forged").statusCode()).isEqualTo(403);
        assertThat(heard.recordings).isEmpty();

        assertThat(caller().signed(path, form).statusCode()).isEqualTo(204);
        assertThat(caller().signed(path, event("recording-started")).statusCode())
                .isEqualTo(204);
        assertThat(caller().signed(path, event("recording-teleported")).statusCode())
                .isEqualTo(204);

        assertThat(heard.recordings).extracting(News::state).containsExactly(State.COMPLETED, State.PROCESSING);
        assertThat(heard.recordings.get(0)).satisfies(news -> {
            assertThat(news.roomSid()).isEqualTo(ROOM);
            assertThat(news.recordingSid()).isEqualTo(RECORDING);
            assertThat(news.identity()).isEqualTo("patient-x");
            assertThat(news.kind()).isEqualTo("audio");
            assertThat(news.seconds()).isEqualTo(61);
            assertThat(news.bytes()).isEqualTo(4_000_000_000L);
            assertThat(news.at()).hasToString("2026-12-01T09:00:00Z");
        });
    }

    @Test
    void what_lacks_its_recording_is_a_bad_request() {
        Map<String, String> form = event("recording-completed");
        form.remove("RecordingSid");
        assertThat(caller().signed("/webhooks/twilio/recording-status", form).statusCode())
                .isEqualTo(400);
        assertThat(caller().signed("/webhooks/twilio/recording-status", Map.of("RoomSid", ROOM))
                        .statusCode())
                .isEqualTo(400);
    }

    private static Map<String, String> event(String event) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("RoomSid", ROOM);
        form.put("RecordingSid", RECORDING);
        form.put("StatusCallbackEvent", event);
        form.put("ParticipantIdentity", "patient-x");
        form.put("Type", "audio");
        form.put("Duration", "61");
        form.put("Size", "4000000000");
        form.put("Timestamp", "2026-12-01T09:00:00Z");
        return form;
    }

    private TwilioCaller caller() {
        return new TwilioCaller("http://127.0.0.1:" + port, ChannelTestApp.PUBLIC_URL, ChannelTestApp.AUTH_TOKEN);
    }
}
