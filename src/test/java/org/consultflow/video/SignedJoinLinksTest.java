package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignedJoinLinksTest {

    private static final Instant START = Instant.parse("2026-11-30T22:00:00Z");

    private final Consultation video =
            Bookings.aConsultation(ConsultationType.VIDEO, ConsultationStatus.CONFIRMED, START);

    private int generation;

    @ParameterizedTest
    @ValueSource(strings = {"https://clinic.example", "https://clinic.example/"})
    void a_link_leads_to_the_join_page(String publicUrl) {
        URI link = links(publicUrl, START).linkFor(video, "patient").orElseThrow();
        assertThat(link.toString()).matches("https://clinic\\.example/join/[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
    }

    @Test
    void a_path_before_it_stays() {
        assertThat(links("https://clinic.example/care", START).linkFor(video, "patient"))
                .get()
                .asString()
                .startsWith("https://clinic.example/care/join/");
    }

    @Test
    void the_same_question_has_the_same_answer_whenever_it_is_asked() {
        assertThat(links("https://clinic.example", START).linkFor(video, "patient"))
                .isEqualTo(links("https://clinic.example", START.plus(Duration.ofHours(9)))
                        .linkFor(video, "patient"));
    }

    @Test
    void patient_and_provider_have_a_link_each() {
        SignedJoinLinks links = links("https://clinic.example", START);
        URI provider = links.linkFor(video, "provider").orElseThrow();

        assertThat(links.linkFor(video, "patient")).get().isNotEqualTo(provider);
        assertThat(links.verify(provider.getPath().substring("/join/".length())))
                .contains(new JoinTicket(video.id(), 1, Participant.PROVIDER));
    }

    @Test
    void a_revoked_link_opens_nothing_and_the_next_one_does() {
        SignedJoinLinks links = links("https://clinic.example", START);
        String before = token(links);
        generation = 1;

        assertThat(links.verify(before)).isEmpty();
        assertThat(links.verify(token(links))).contains(new JoinTicket(video.id(), 1, Participant.PATIENT));
        generation = 2;
        assertThat(links.verify(token(links))).isPresent();
    }

    private String token(SignedJoinLinks links) {
        return links.linkFor(video, "patient").orElseThrow().getPath().substring("/join/".length());
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PERSON", "VOICE", "SMS"})
    void where_there_is_no_room_there_is_no_link(ConsultationType type) {
        assertThat(links("https://clinic.example", START)
                        .linkFor(Bookings.aConsultation(type, ConsultationStatus.CONFIRMED, START), "patient"))
                .isEmpty();
    }

    @Test
    void nobody_else_has_one() {
        assertThatThrownBy(() -> links("https://clinic.example", START).linkFor(video, "guest"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private SignedJoinLinks links(String publicUrl, Instant now) {
        return new SignedJoinLinks(
                VideoTestContext.aVault(), (id, who) -> generation, Clock.fixed(now, ZoneOffset.UTC), publicUrl);
    }
}
