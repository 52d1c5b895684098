package org.consultflow.video;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.ConsultationNotFoundException;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.InvalidRequestException.Violation;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringJUnitConfig(VideoTestContext.class)
class VideoControllerTest {

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    VideoStatuses statuses;

    @Autowired
    Identities identities;

    @Autowired
    RoomEvents events;

    @Autowired
    StoredRooms stored;

    @Autowired
    Audit audit;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    Clock clock;

    @Autowired
    @RealTime
    Clock realTime;

    private MockMvc api;
    private UUID consultation;

    @BeforeEach
    void theApi() {
        provider.reset();
        consultation = bookings.confirmedVideo(VideoTestContext.NOW).id();
        VideoTokens tokens = new VideoTokens(
                bookings,
                rooms,
                identities,
                audit,
                clock,
                realTime,
                "AC1",
                "SK1",
                "a-secret-of-more-than-32-characters");
        api = MockMvcBuilders.standaloneSetup(new VideoController(bookings, rooms, tokens, statuses))
                .build();
    }

    @Test
    void a_room_is_ensured() throws Exception {
        for (int again = 0; again < 2; again++) {
            api.perform(post("/api/consultations/{id}/video-room", consultation))
                    .andExpect(status().isOk())
                    .andExpect(jsonPath("$.status").value("in-progress"))
                    .andExpect(jsonPath("$.participants").isEmpty());
        }
        assertThat(provider.made).hasSize(1);
    }

    @Test
    void a_provider_that_has_no_room_is_a_bad_gateway_in_words() throws Exception {
        provider.beforeMaking(() -> {
            throw new RoomProvider.RoomException("Twilio has no room for us (53103)");
        });
        api.perform(post("/api/consultations/{id}/video-room", consultation))
                .andExpect(status().isBadGateway())
                .andExpect(content().contentType("application/problem+json"))
                .andExpect(jsonPath("$.detail").value("Twilio has no room for us (53103)"));
    }

    @Test
    void a_token_comes_with_all_that_is_needed_and_is_not_kept_on_the_way() throws Exception {
        api.perform(get("/api/consultations/{id}/video-token", consultation).param("participant", "provider"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(jsonPath("$.token").isNotEmpty())
                .andExpect(jsonPath("$.roomName").value(provider.made.get(0)))
                .andExpect(jsonPath("$.identity").value(identities.identityOf(consultation, Participant.PROVIDER)))
                .andExpect(jsonPath("$.expiresAt").isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PATIENT", "guest"})
    void a_token_is_for_the_patient_or_the_provider(String participant) {
        RequestBuilder request =
                get("/api/consultations/{id}/video-token", consultation).param("participant", participant);
        assertThatThrownBy(() -> api.perform(request)).cause().satisfies(VideoControllerTest::namesTheParticipant);
    }

    @Test
    void a_token_for_nobody_is_refused() {
        assertThatThrownBy(() -> api.perform(get("/api/consultations/{id}/video-token", consultation)))
                .cause()
                .satisfies(VideoControllerTest::namesTheParticipant);
    }

    @Test
    void the_status_says_who_is_there() throws Exception {
        api.perform(get("/api/consultations/{id}/video-status", consultation))
                .andExpect(jsonPath("$.status").value("none"));

        rooms.ensure(consultation);
        events.participantJoined(
                stored.find(consultation).orElseThrow().sid(),
                identities.identityOf(consultation, Participant.PATIENT),
                VideoTestContext.NOW);

        api.perform(get("/api/consultations/{id}/video-status", consultation))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("in-progress"))
                .andExpect(jsonPath("$.participants[0]").value("patient"));
    }

    @Test
    void what_the_consultation_forbids_is_a_conflict() {
        UUID inPerson = bookings.book(Bookings.aConsultation(
                        ConsultationType.IN_PERSON, ConsultationStatus.CONFIRMED, VideoTestContext.NOW))
                .id();
        for (RequestBuilder request : List.of(
                post("/api/consultations/{id}/video-room", inPerson),
                get("/api/consultations/{id}/video-token", inPerson).param("participant", "patient"))) {
            assertThatThrownBy(() -> api.perform(request)).hasCauseInstanceOf(StateConflictException.class);
        }
    }

    @Test
    void an_unknown_consultation_is_not_found() {
        UUID unknown = UUID.randomUUID();
        for (RequestBuilder request : List.of(
                post("/api/consultations/{id}/video-room", unknown),
                get("/api/consultations/{id}/video-token", unknown).param("participant", "patient"),
                get("/api/consultations/{id}/video-status", unknown))) {
            assertThatThrownBy(() -> api.perform(request)).hasCauseInstanceOf(ConsultationNotFoundException.class);
        }
    }

    private static void namesTheParticipant(Throwable refused) {
        assertThat(refused)
                .isInstanceOfSatisfying(InvalidRequestException.class, invalid -> assertThat(invalid.violations())
                        .containsExactly(new Violation("participant", "must be patient or provider")));
    }
}
