package org.consultflow.video;

import java.time.Clock;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.JoinLinks;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

@SpringJUnitConfig(VideoTestContext.class)
class JoinLinkControllerTest {

    private static final String REVOKE = "/api/consultations/{id}/join-links/{participant}/revoke";

    @Autowired
    Bookings bookings;

    @Autowired
    StoredLinkGenerations generations;

    @Autowired
    AuditForTests audit;

    @Autowired
    Vault vault;

    @Autowired
    @RealTime
    Clock realTime;

    private SignedJoinLinks links;
    private MockMvc api;
    private UUID visit;

    @BeforeEach
    void aVisit() {
        links = new SignedJoinLinks(vault, generations, realTime, "https://clinic.example");
        api = MockMvcBuilders.standaloneSetup(new JoinLinkController(bookings, generations, links, audit))
                .build();
        visit = bookings.confirmedVideo(VideoTestContext.NOW).id();
    }

    private String link(String participant) {
        return tokenOf(
                links.linkFor(bookings.get(visit), participant).orElseThrow().toString());
    }

    private static String tokenOf(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    @Test
    void the_links_of_one_participant_are_revoked_and_a_new_one_is_answered() throws Exception {
        String patient = link("patient");
        String provider = link("provider");

        String answer = api.perform(post(REVOKE, visit, "patient"))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andReturn()
                .getResponse()
                .getContentAsString();

        String given = tokenOf(new ObjectMapper().readTree(answer).path("url").asText());
        assertThat(links.verify(patient)).isEmpty();
        assertThat(links.verify(provider)).isPresent();
        assertThat(links.verify(given)).isPresent();
        assertThat(given).as("what a later message carries").isEqualTo(link("patient"));
        assertThat(audit.of(visit)).containsExactly("api link-revoked participant=patient");
    }

    @Test
    void revoked_again_the_one_given_before_is_of_no_use_either() throws Exception {
        api.perform(post(REVOKE, visit, "patient")).andExpect(status().isOk());
        String second = link("patient");
        api.perform(post(REVOKE, visit, "patient")).andExpect(status().isOk());
        assertThat(links.verify(second)).isEmpty();
        assertThat(links.verify(link("patient"))).isPresent();
    }

    @Test
    void messages_that_are_written_together_carry_the_same_links_as_each_alone() throws Exception {
        UUID other = bookings.confirmedVideo(VideoTestContext.NOW).id();
        api.perform(post(REVOKE, visit, "patient")).andExpect(status().isOk());

        JoinLinks together = links.about(List.of(visit, other));

        for (UUID each : List.of(visit, other)) {
            for (String participant : List.of("patient", "provider")) {
                assertThat(together.linkFor(bookings.get(each), participant))
                        .isEqualTo(links.linkFor(bookings.get(each), participant));
            }
        }
    }

    @Test
    void an_ended_visit_has_no_links() {
        bookings.nowStands(visit, ConsultationStatus.CANCELLED);
        assertThatThrownBy(() -> api.perform(post(REVOKE, visit, "patient")))
                .hasCauseInstanceOf(StateConflictException.class);
    }
}
