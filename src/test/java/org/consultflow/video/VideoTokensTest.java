package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsonwebtoken.Jws;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;
import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringJUnitConfig(VideoTestContext.class)
class VideoTokensTest {

    private static final Instant START = VideoTestContext.NOW;
    private static final Duration LENGTH = Duration.ofMinutes(50);
    private static final String ACCOUNT = "AC00000000000000000000000000000001";
    private static final String API_KEY = "SK00000000000000000000000000000001";
    private static final String SECRET = "a-secret-of-more-than-32-characters-for-tests";

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    StoredRooms stored;

    @Autowired
    Identities identities;

    @Autowired
    AuditForTests audit;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    @RealTime
    Clock realTime;

    private Consultation consultation;

    @BeforeEach
    void aConfirmedVideoConsultation() {
        provider.reset();
        consultation = bookings.confirmedVideo(START);
    }

    @Test
    void it_lets_one_identity_into_one_room() throws Exception {
        Instant before = realTime.instant();
        VideoToken token = issueAt(START, Participant.PATIENT);

        Jws<byte[]> read = Jwts.parser()
                .verifyWith(Keys.hmacShaKeyFor(SECRET.getBytes(StandardCharsets.UTF_8)))
                .build()
                .parseSignedContent(token.token());
        JsonNode claims = new ObjectMapper().readTree(read.getPayload());
        assertThat(read.getHeader()).containsEntry("cty", "twilio-fpa;v=1");
        assertThat(claims.path("iss").asText()).isEqualTo(API_KEY);
        assertThat(claims.path("sub").asText()).isEqualTo(ACCOUNT);
        assertThat(claims.path("grants").path("identity").asText()).isEqualTo(token.identity());
        assertThat(claims.path("grants").path("video").path("room").asText()).isEqualTo(token.roomName());
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong()))
                .isBetween(token.expiresAt(), token.expiresAt().plusSeconds(60));
        assertThat(token.expiresAt())
                .isBetween(
                        before.minusSeconds(1).plus(LENGTH).plus(Duration.ofMinutes(15)),
                        realTime.instant().plus(LENGTH).plus(Duration.ofMinutes(15)));
    }

    @Test
    void the_room_it_is_for_is_there() {
        VideoToken token = issueAt(START, Participant.PROVIDER);

        assertThat(provider.made).containsExactly(token.roomName());
        assertThat(stored.find(consultation.id()).orElseThrow().name()).isEqualTo(token.roomName());
    }

    @Test
    void an_identity_is_a_role_and_a_pseudonym_that_is_good_for_one_consultation() {
        UUID other = UUID.randomUUID();
        String patient = identities.identityOf(consultation.id(), Participant.PATIENT);

        assertThat(patient).matches("patient-[A-Za-z0-9_-]{12}");
        assertThat(identities.identityOf(consultation.id(), Participant.PROVIDER))
                .matches("provider-[A-Za-z0-9_-]{12}");
        assertThat(identities.identityOf(other, Participant.PATIENT)).isNotEqualTo(patient);
        assertThat(issueAt(START, Participant.PATIENT).identity()).isEqualTo(patient);
    }

    @Test
    void it_never_lives_longer_than_four_hours() {
        Consultation day = bookings.book(Bookings.lasting(Duration.ofHours(8), START));

        Instant before = realTime.instant();
        VideoToken token = tokens(START).issue(day.id(), Participant.PATIENT);
        assertThat(token.expiresAt())
                .isBetween(
                        before.minusSeconds(1).plus(Duration.ofHours(4)),
                        realTime.instant().plus(Duration.ofHours(4)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT15M", "PT0S", "PT64M59S"})
    void there_is_one_from_15_minutes_before_until_15_minutes_after(Duration sinceStart) {
        assertThat(issueAt(START.plus(sinceStart), Participant.PATIENT).token()).isNotBlank();
    }

    @Test
    void there_is_none_too_early_and_it_is_said_when_there_will_be() {
        assertThatThrownBy(() -> issueAt(START.minus(Duration.ofMinutes(15)).minusSeconds(1), Participant.PATIENT))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining("opens")
                .hasMessageContaining("2026-11-30T21:45:00Z");
        assertThat(provider.made).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT64M59.5S", "PT65M", "PT24H"})
    void there_is_none_too_late(Duration sinceStart) {
        assertThatThrownBy(() -> issueAt(START.plus(sinceStart), Participant.PATIENT))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void every_issue_is_in_the_audit_before_anybody_has_the_token() {
        issueAt(START, Participant.PATIENT);
        tokens(START).issue(consultation.id(), Participant.PROVIDER, "api");

        assertThat(audit.of(consultation.id()))
                .containsExactly(
                        "service room-made",
                        "patient token-issued participant=patient",
                        "api token-issued participant=provider");
    }

    @Test
    void there_is_none_for_a_consultation_that_was_cancelled() {
        bookings.nowStands(consultation.id(), ConsultationStatus.CANCELLED);
        assertThatThrownBy(() -> issueAt(START, Participant.PATIENT))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining("cancelled");
    }

    @Test
    void the_token_is_not_in_what_is_logged_of_it() {
        VideoToken token = issueAt(START, Participant.PATIENT);
        assertThat(token.toString()).doesNotContain(token.token(), token.roomName());
    }

    private VideoToken issueAt(Instant businessTime, Participant participant) {
        return tokens(businessTime).issue(consultation.id(), participant);
    }

    private VideoTokens tokens(Instant businessTime) {
        return new VideoTokens(
                bookings,
                rooms,
                identities,
                audit,
                Clock.fixed(businessTime, ZoneOffset.UTC),
                realTime,
                ACCOUNT,
                API_KEY,
                SECRET);
    }
}
