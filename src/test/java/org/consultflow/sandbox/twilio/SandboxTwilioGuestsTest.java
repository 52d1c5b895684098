package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.twilio.jwt.accesstoken.AccessToken;
import com.twilio.jwt.accesstoken.VideoGrant;
import org.awaitility.Awaitility;
import org.consultflow.support.MovableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Who comes into a room of the stand-in, by the tokens that Twilio's own library makes. */
class SandboxTwilioGuestsTest {

    private final List<RoomParticipant> sentAway = new ArrayList<>();
    private MovableClock clock;
    private CallbackReceiver told;
    private TwilioWire wire;
    private String room;

    @BeforeEach
    void aRoom() throws IOException {
        clock = new MovableClock(Clock.systemUTC().instant());
        told = new CallbackReceiver();
        wire = new TwilioWire(clock, clock, "http://localhost:1");
        wire.twilio.onSentAway(sentAway::add);
        room = wire.post(
                        "/v1/Rooms",
                        Map.of(
                                "UniqueName",
                                "room-a",
                                "UnusedRoomTimeout",
                                "5",
                                "EmptyRoomTimeout",
                                "2",
                                "StatusCallback",
                                told.url("/rooms")))
                .text("sid");
    }

    @AfterEach
    void stop() {
        wire.close();
        told.close();
    }

    @Test
    void who_comes_and_goes_is_told_by_identity() {
        RoomParticipant patient = enter("patient-1", "room-a").orElseThrow();
        wire.twilio.leaveRoom(patient);
        wire.twilio.leaveRoom(patient);
        settle();

        assertThat(told.received())
                .filteredOn(callback -> callback.form().containsKey("ParticipantIdentity"))
                .extracting(callback -> callback.form().get("StatusCallbackEvent") + " "
                        + callback.form().get("ParticipantIdentity") + " "
                        + callback.form().get("RoomSid"))
                .containsExactlyInAnyOrder(
                        "participant-connected patient-1 " + room, "participant-disconnected patient-1 " + room);
    }

    @Test
    void a_token_that_is_forged_expired_or_for_another_room_lets_nobody_in() {
        assertThat(wire.twilio.enterRoom("x.y.z")).isEmpty();
        assertThat(wire.twilio.enterRoom(token("patient-1", "room-a", "another-secret-of-more-than-32-characters")))
                .isEmpty();
        assertThat(enter("patient-1", "room-b")).isEmpty();
        String good = token("patient-1", "room-a", TwilioWire.SECRET);
        clock.advance(Duration.ofHours(2));
        assertThat(wire.twilio.enterRoom(good)).isEmpty();
    }

    @Test
    void who_comes_in_again_elsewhere_is_sent_away_where_they_were() {
        RoomParticipant first = enter("patient-1", "room-a").orElseThrow();
        RoomParticipant second = enter("patient-1", "room-a").orElseThrow();

        assertThat(sentAway).containsExactly(first);
        assertThat(wire.twilio.inRoom(room)).containsExactly(second);
    }

    @Test
    void when_the_room_is_completed_everybody_has_to_go() throws IOException {
        RoomParticipant patient = enter("patient-1", "room-a").orElseThrow();
        RoomParticipant provider = enter("provider-1", "room-a").orElseThrow();

        wire.post("/v1/Rooms/" + room, Map.of("Status", "completed"));
        settle();

        assertThat(sentAway).containsExactly(patient, provider);
        assertThat(wire.twilio.inRoom(room)).isEmpty();
        assertThat(told.received())
                .extracting(callback -> callback.form().get("StatusCallbackEvent"))
                .contains("participant-disconnected", "room-ended");
    }

    @Test
    void a_room_does_not_end_by_itself_while_somebody_is_in_it() throws IOException {
        RoomParticipant patient = enter("patient-1", "room-a").orElseThrow();
        clock.advance(Duration.ofMinutes(30));
        assertThat(wire.get("/v1/Rooms/room-a").status()).isEqualTo(200);

        wire.twilio.leaveRoom(patient);
        clock.advance(Duration.ofMinutes(1));
        assertThat(wire.get("/v1/Rooms/room-a").status()).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(wire.get("/v1/Rooms/room-a").status()).isEqualTo(404);
    }

    private Optional<RoomParticipant> enter(String identity, String name) {
        return wire.twilio.enterRoom(token(identity, name, TwilioWire.SECRET));
    }

    private static String token(String identity, String name, String secret) {
        return new AccessToken.Builder(TwilioWire.ACCOUNT, TwilioWire.KEY, secret.getBytes(StandardCharsets.UTF_8))
                .identity(identity)
                .ttl((int) Duration.ofHours(1).toSeconds())
                .grant(new VideoGrant().setRoom(name))
                .build()
                .toJwt();
    }

    private void settle() {
        Awaitility.await().until(() -> !wire.twilio.busy());
    }
}
