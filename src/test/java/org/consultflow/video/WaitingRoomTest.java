package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringJUnitConfig(VideoTestContext.class)
@Import({Visitors.class, Chat.class, RecordingConsents.class, RecordingStates.class})
class WaitingRoomTest {

    private static final Instant START = VideoTestContext.NOW;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    Identities identities;

    @Autowired
    AuditForTests audit;

    @Autowired
    RecordingStates recordings;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Chat chat;

    private final Clock realTime = Clock.systemUTC();
    private Consultation visit;

    @BeforeEach
    void aVisit() {
        provider.reset();
        visit = bookings.confirmedVideo(START);
    }

    @Test
    void the_patient_waits_until_the_provider_lets_them_in() {
        Guest patient = guest(Participant.PATIENT, START);
        Guest doctor = guest(Participant.PROVIDER, START);
        assertThat(room(START).view(doctor).admission()).isEqualTo("absent");

        room(START).arrive(patient);

        VisitView.Other waiting = room(START).view(doctor).other();
        assertThat(waiting).isEqualTo(new VisitView.Other(true, true, START));
        assertThatThrownBy(() -> room(START).token(patient)).isInstanceOf(StateConflictException.class);
        assertThat(provider.made).as("no room before somebody may go in").isEmpty();

        room(START).askToWait(doctor);
        assertThat(room(START).view(patient).admission()).isEqualTo("asked-to-wait");

        room(START).admit(doctor);
        assertThat(room(START).view(patient).admission()).isEqualTo("admitted");
        assertThat(room(START).token(patient).identity()).startsWith("patient-");
        assertThatThrownBy(() -> room(START).askToWait(doctor)).isInstanceOf(StateConflictException.class);
        assertThat(audit.of(visit.id()))
                .containsSubsequence(
                        "provider asked-to-wait participant=patient",
                        "provider admitted participant=patient",
                        "patient token-issued participant=patient");
    }

    @Test
    void the_patient_does_not_let_anybody_in_and_nobody_lets_in_who_has_not_come() {
        Guest patient = guest(Participant.PATIENT, START);
        Guest doctor = guest(Participant.PROVIDER, START);
        assertThatThrownBy(() -> room(START).admit(doctor)).isInstanceOf(StateConflictException.class);
        room(START).arrive(patient);
        assertThatThrownBy(() -> room(START).admit(patient)).isInstanceOf(StateConflictException.class);
    }

    @Test
    void the_patient_is_told_whether_the_provider_is_there_and_not_since_when() {
        Guest patient = guest(Participant.PATIENT, START);
        room(START).arrive(patient);
        assertThat(room(START).view(patient).other()).isEqualTo(new VisitView.Other(false, false, null));

        room(START).arrive(guest(Participant.PROVIDER, START));

        assertThat(room(START).view(patient).other()).isEqualTo(new VisitView.Other(true, true, null));
    }

    @Test
    void whose_page_was_not_heard_of_for_a_while_is_not_here() {
        Guest patient = guest(Participant.PATIENT, START);
        room(START).arrive(patient);
        jdbc.sql("update visitor set seen_at = seen_at - interval '21 seconds'").update();

        VisitView.Other other =
                room(START).view(guest(Participant.PROVIDER, START)).other();

        assertThat(other.here()).isFalse();
        assertThat(other.came()).isTrue();
    }

    @Test
    void who_leaves_and_comes_back_has_waited_since_they_came_back_and_need_not_be_let_in_twice() {
        Guest patient = guest(Participant.PATIENT, START);
        Guest doctor = guest(Participant.PROVIDER, START);
        room(START).arrive(patient);
        room(START).arrive(patient);
        room(START).admit(doctor);
        room(START).leave(patient);
        assertThat(room(START).view(doctor).other().came()).isFalse();

        Instant later = START.plus(Duration.ofMinutes(7));
        room(later).arrive(guest(Participant.PATIENT, later));

        assertThat(room(later).view(doctor).other().since()).isEqualTo(later);
        assertThat(room(later).token(guest(Participant.PATIENT, later)).token()).isNotBlank();
    }

    @Test
    void rescheduling_shuts_the_old_door_and_forgets_who_was_let_in() {
        String oldLink = link(Participant.PATIENT);
        room(START).arrive(guest(Participant.PATIENT, START));
        room(START).admit(guest(Participant.PROVIDER, START));

        visit = bookings.nowStartsAt(visit.id(), START.plus(Duration.ofHours(1)));

        assertThatThrownBy(() -> door(START).known(oldLink)).isInstanceOf(JoinDoor.LinkException.class);
        VisitView old = room(START).view(door(START).look(oldLink).orElseThrow());
        assertThat(old.page()).isEqualTo("moved");
        assertThat(old.opens()).isNull();
        Instant later = START.plus(Duration.ofHours(1));
        assertThat(room(later).view(guest(Participant.PATIENT, later)).admission())
                .isEqualTo("absent");
    }

    @Test
    void the_door_is_open_in_the_window_around_the_visit_only() {
        String link = link(Participant.PATIENT);
        assertThatThrownBy(() ->
                        door(START.minus(Duration.ofMinutes(15)).minusMillis(1)).open(link))
                .isInstanceOf(StateConflictException.class);
        assertThat(door(START.minus(Duration.ofMinutes(15))).open(link).state()).isEqualTo(JoinState.OPEN);
        assertThatThrownBy(() -> door(START.plus(Duration.ofMinutes(65))).open(link))
                .isInstanceOf(StateConflictException.class);
        bookings.nowStands(visit.id(), ConsultationStatus.CANCELLED);
        assertThatThrownBy(() -> door(START).open(link)).isInstanceOf(StateConflictException.class);
    }

    @Test
    void lines_are_numbered_without_a_gap_however_many_write_at_once_and_a_repeated_one_is_kept_once() {
        Guest patient = guest(Participant.PATIENT, START);
        room(START).arrive(patient);
        UUID repeated = UUID.randomUUID();

        CompletableFuture.allOf(IntStream.range(0, 20)
                        .mapToObj(number -> CompletableFuture.runAsync(() -> chat.say(
                                patient.ticket(), number < 3 ? repeated : UUID.randomUUID(), "line " + number)))
                        .toArray(CompletableFuture[]::new))
                .join();

        List<ChatLine> lines = chat.since(visit.id(), 0);
        assertThat(lines)
                .extracting(ChatLine::number)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 18).boxed().toList());
        assertThat(chat.since(visit.id(), 15)).extracting(ChatLine::number).containsExactly(16, 17, 18);
        assertThat(lines).allSatisfy(line -> assertThat(line.text()).startsWith("line "));
    }

    @Test
    void what_is_written_is_kept_sealed_and_how_far_it_was_read_never_goes_back() {
        Guest patient = guest(Participant.PATIENT, START);
        Guest doctor = guest(Participant.PROVIDER, START);
        room(START).arrive(patient);
        room(START).arrive(doctor);
        chat.say(patient.ticket(), UUID.randomUUID(), "a headache");

        byte[] stored = jdbc.sql("select text_sealed from chat_line where consultation_id = :id")
                .param("id", visit.id())
                .query(byte[].class)
                .single();
        assertThat(new String(stored, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("headache");
        Visitors visitors = visitors(START);
        visitors.read(doctor.ticket(), 1);
        visitors.read(doctor.ticket(), 0);
        assertThat(room(START).view(patient).chat()).isEqualTo(new VisitView.ChatView(1, 1));
    }

    private Guest guest(Participant participant, Instant now) {
        return door(now).known(link(participant));
    }

    private String link(Participant participant) {
        URI link = links().linkFor(visit, participant.word()).orElseThrow();
        return link.getPath().substring("/join/".length());
    }

    private SignedJoinLinks links() {
        return new SignedJoinLinks(vault, (id, who) -> 0, Clock.fixed(START, ZoneOffset.UTC), "https://clinic.example");
    }

    private JoinDoor door(Instant now) {
        return new JoinDoor(links(), bookings, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Visitors visitors(Instant now) {
        return new Visitors(jdbc, Clock.fixed(now, ZoneOffset.UTC), realTime);
    }

    private WaitingRoom room(Instant now) {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        VideoTokens tokens = new VideoTokens(
                bookings,
                rooms,
                identities,
                audit,
                clock,
                realTime,
                "AC00000000000000000000000000000001",
                "SK00000000000000000000000000000001",
                "an-api-secret-of-thirty-two-characters");
        return new WaitingRoom(visitors(now), chat, tokens, recordings, audit, clock, realTime);
    }
}
