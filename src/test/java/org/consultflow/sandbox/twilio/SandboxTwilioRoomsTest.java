package org.consultflow.sandbox.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.video.v1.Room;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SandboxTwilioRoomsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-05T10:00:00Z"));
    private TwilioWire wire;

    @BeforeEach
    void start() {
        Clock realTime = new Clock() {
            @Override
            public Instant instant() {
                return now.get();
            }

            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        };
        wire = new TwilioWire(realTime, realTime, "http://localhost:1");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    private TwilioWire.Reply create(String name) throws IOException {
        return wire.post("/v1/Rooms", Map.of("UniqueName", name, "Type", "group", "UnusedRoomTimeout", "60"));
    }

    @Test
    void a_room_is_made_and_found_by_name_and_by_sid() throws IOException {
        TwilioWire.Reply made = create("room-a");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("sid")).matches("RM[0-9a-f]{32}");
        assertThat(wire.get("/v1/Rooms/room-a").text("sid")).isEqualTo(made.text("sid"));
        assertThat(wire.get("/v1/Rooms/" + made.text("sid")).text("unique_name"))
                .isEqualTo("room-a");
        assertThat(wire.twilio.rooms()).hasSize(1);
    }

    @Test
    void twilios_own_library_reads_the_answer() throws IOException {
        String made = create("room-a").body().toString();

        Room room = Room.fromJson(new ByteArrayInputStream(made.getBytes(StandardCharsets.UTF_8)), new ObjectMapper());

        assertThat(room.getStatus()).isEqualTo(Room.RoomStatus.IN_PROGRESS);
        assertThat(room.getUnusedRoomTimeout()).isEqualTo(60);
    }

    @Test
    void a_name_in_use_is_53113_until_its_room_is_completed() throws IOException {
        String sid = create("room-a").text("sid");

        assertThat(create("room-a").code()).isEqualTo(53113);
        wire.post("/v1/Rooms/" + sid, Map.of("Status", "completed"));

        assertThat(create("room-a").status()).isEqualTo(201);
    }

    @Test
    void a_completed_room_is_found_by_sid_only_and_completing_it_again_is_53118() throws IOException {
        String sid = create("room-a").text("sid");

        assertThat(wire.post("/v1/Rooms/room-a", Map.of("Status", "completed")).text("status"))
                .isEqualTo("completed");

        assertThat(wire.get("/v1/Rooms/room-a").code()).isEqualTo(20404);
        assertThat(wire.get("/v1/Rooms/" + sid).text("status")).isEqualTo("completed");
        assertThat(wire.post("/v1/Rooms/" + sid, Map.of("Status", "completed")).code())
                .isEqualTo(53118);
    }

    @Test
    void an_unused_room_ends_by_itself_after_its_time_out() throws IOException {
        create("room-a");
        now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
        assertThat(wire.get("/v1/Rooms/room-a").status()).isEqualTo(200);

        now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));

        assertThat(wire.get("/v1/Rooms/room-a").status()).isEqualTo(404);
    }

    @Test
    void a_time_out_of_more_than_an_hour_is_refused() throws IOException {
        assertThat(wire.post("/v1/Rooms", Map.of("UnusedRoomTimeout", "61")).code())
                .isEqualTo(53123);
    }

    @Test
    void room_events_are_told_to_the_status_callback() throws IOException {
        try (CallbackReceiver receiver = new CallbackReceiver()) {
            TwilioWire.Reply made =
                    wire.post("/v1/Rooms", Map.of("UniqueName", "room-a", "StatusCallback", receiver.url("/rooms")));
            Awaitility.await().until(() -> !wire.twilio.busy());
            wire.post("/v1/Rooms/" + made.text("sid"), Map.of("Status", "completed"));
            Awaitility.await().until(() -> !wire.twilio.busy());

            assertThat(receiver.received())
                    .extracting(callback -> callback.form().get("StatusCallbackEvent"))
                    .containsExactly("room-created", "room-ended");
        }
    }
}
