package org.consultflow.video;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;

import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.consultflow.support.MovableClock;
import org.consultflow.video.TrialCall.Ticket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A trial call is over when the server says so. */
@SpringJUnitConfig(VideoTestContext.class)
class TrialCallTest {

    private static final Instant NOW = VideoTestContext.NOW;
    private static final Duration LENGTH = Duration.ofSeconds(15);

    @Autowired
    Bookings bookings;

    @Autowired
    ConsultationRooms visitRooms;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    Identities identities;

    @Autowired
    AuditForTests audit;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient jdbc;

    private final MovableClock clock = new MovableClock(NOW);
    private final MovableClock realTime = new MovableClock(NOW);
    private Consultation visit;
    private TrialDesk desk;
    private Ticket patient;
    private Ticket doctor;

    @BeforeEach
    void twoLinks() {
        jdbc.sql("delete from trial_call").update();
        provider.reset();
        visit = bookings.confirmedVideo(NOW.plus(Duration.ofHours(1)));
        desk = aNode();
        TrialDesk.Links links = desk.give(visit.id());
        patient = desk.open(token(links.patient()));
        doctor = desk.open(token(links.provider()));
    }

    @Test
    void it_begins_when_both_have_come_and_the_server_ends_it() {
        assertThat(desk.here(patient).state()).isEqualTo("waiting");
        assertThatThrownBy(() -> desk.token(patient)).isInstanceOf(StateConflictException.class);
        assertThat(desk.here(doctor)).isEqualTo(new TrialDesk.State("running", LENGTH.toMillis()));
        realTime.advance(Duration.ofSeconds(5));
        assertThat(desk.here(patient)).isEqualTo(new TrialDesk.State("running", 10_000));

        VideoToken token = desk.token(patient);
        assertThat(token.expiresAt()).as("no longer than the call").isEqualTo(NOW.plus(LENGTH));
        assertThat(desk.token(doctor).roomName()).isEqualTo(token.roomName());
        assertThat(provider.made).containsExactly(token.roomName());
        realTime.advance(Duration.ofSeconds(9));
        desk.sweep();
        assertThat(provider.completed).isEmpty();

        realTime.advance(Duration.ofSeconds(1));
        desk.sweep();
        desk.sweep();

        assertThat(provider.completed).hasSize(1);
        assertThat(provider.inProgress()).isEmpty();
        assertThat(desk.here(patient).state()).isEqualTo("over");
        assertThatThrownBy(() -> desk.token(patient)).isInstanceOf(StateConflictException.class);
        assertThat(audit.of(visit.id()))
                .extracting(entry -> entry.replaceFirst(" trial=.*", ""))
                .containsExactly(
                        "api trial-call-given",
                        "patient trial-token-issued",
                        "provider trial-token-issued",
                        "service trial-call-ended");
    }

    @Test
    void a_node_that_looks_seldom_ends_the_trial_it_has_heard_of_in_time() {
        desk.round();
        begun();
        realTime.advance(LENGTH);

        desk.round();

        assertThat(desk.here(patient).state()).isEqualTo("over");
        assertThat(audit.of(visit.id())).last().asString().startsWith("service trial-call-ended");
    }

    @Test
    void who_has_gone_again_is_not_there_when_the_other_one_comes() {
        desk.here(patient);
        realTime.advance(Duration.ofSeconds(7));
        assertThat(desk.here(doctor).state()).isEqualTo("waiting");
    }

    @Test
    void a_restart_does_not_lose_the_end_and_a_refusal_is_asked_again() {
        begun();
        desk.token(patient);
        provider.failFirstCompletion();
        realTime.advance(LENGTH);

        TrialDesk anotherNode = aNode();
        anotherNode.sweep();
        assertThat(provider.inProgress()).hasSize(1);
        anotherNode.sweep();

        assertThat(provider.inProgress()).isEmpty();
    }

    @Test
    void a_room_that_a_dying_node_made_and_did_not_write_down_is_ended_too() {
        begun();
        TrialCalls calls = new TrialCalls(jdbc, vault, clock, realTime);
        provider.ensure(calls.find(patient.trialId()).orElseThrow().name());
        realTime.advance(LENGTH);

        desk.sweep();

        assertThat(provider.inProgress()).isEmpty();
    }

    @Test
    void a_room_that_comes_about_after_the_end_is_ended_at_once() {
        begun();
        provider.beforeMaking(() -> {
            realTime.advance(LENGTH);
            desk.sweep();
        });

        assertThatThrownBy(() -> desk.token(patient)).isInstanceOf(StateConflictException.class);

        assertThat(provider.inProgress()).isEmpty();
    }

    @Test
    void it_is_for_visits_by_video_that_are_ahead() {
        Consultation inPerson = bookings.book(Bookings.aConsultation(
                ConsultationType.IN_PERSON, ConsultationStatus.CONFIRMED, NOW.plus(Duration.ofHours(1))));
        assertThatThrownBy(() -> desk.give(inPerson.id())).isInstanceOf(StateConflictException.class);
        assertThatThrownBy(() -> desk.open("eA.eA")).isInstanceOf(JoinDoor.LinkException.class);

        String link = token(desk.give(visit.id()).patient());
        clock.advance(Duration.ofMinutes(45));
        assertThatThrownBy(() -> desk.give(visit.id())).isInstanceOf(StateConflictException.class);
        assertThatThrownBy(() -> desk.open(link)).isInstanceOf(JoinDoor.LinkException.class);
    }

    @Test
    void its_room_is_kept_sealed() {
        begun();
        String name = desk.token(patient).roomName();
        assertThat(jdbc.sql("select t::text from trial_call t")
                        .query(String.class)
                        .list()
                        .toString())
                .doesNotContain(name, "RM");
    }

    private void begun() {
        desk.here(patient);
        desk.here(doctor);
    }

    private static String token(URI link) {
        return link.getPath().substring("/join/trial/".length());
    }

    private TrialDesk aNode() {
        VideoTokens tokens = new VideoTokens(
                bookings,
                visitRooms,
                identities,
                audit,
                clock,
                realTime,
                "AC00000000000000000000000000000001",
                "SK00000000000000000000000000000001",
                "an-api-secret-of-thirty-two-characters");
        return new TrialDesk(
                bookings,
                new TrialCalls(jdbc, vault, clock, realTime),
                provider,
                tokens,
                identities,
                vault,
                audit,
                new TrialSettings(LENGTH),
                clock,
                realTime,
                "https://clinic.example");
    }
}
