package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.consultflow.video.RecordingEvents.News;
import org.consultflow.video.RecordingEvents.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Recording, only if the patient agreed there and then, and until somebody says stop. */
@SpringJUnitConfig(VideoTestContext.class)
@Import({
    RecordingConsents.class,
    Recordings.class,
    RecordingDesk.class,
    RecordingDeletion.class,
    RecordingWorker.class,
    RecordingEventRecorder.class,
    RecordingsAtTheProvider.class,
    HistoryForTests.class
})
class RecordingTest {

    private static final Instant START = VideoTestContext.NOW;

    @Autowired
    Bookings bookings;

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    StoredRooms storedRooms;

    @Autowired
    RecordingDesk desk;

    @Autowired
    RecordingWorker worker;

    @Autowired
    RecordingEvents events;

    @Autowired
    Recordings recordings;

    @Autowired
    RecordingConsents consents;

    @Autowired
    RecordingDeletion deletion;

    @Autowired
    RecordingsAtTheProvider provider;

    @Autowired
    RoomsAtTheProvider roomsAtTheProvider;

    @Autowired
    HistoryForTests history;

    @Autowired
    AuditForTests audit;

    @Autowired
    Identities identities;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient jdbc;

    private Consultation visit;
    private String room;
    private Guest patient;
    private Guest doctor;

    @BeforeEach
    void aCall() {
        jdbc.sql("delete from recording").update();
        jdbc.sql("delete from recording_consent").update();
        roomsAtTheProvider.reset();
        provider.reset();
        visit = bookings.confirmedVideo(START);
        room = rooms.ensured(visit.id()).sid();
        patient = guest(Participant.PATIENT);
        doctor = guest(Participant.PROVIDER);
    }

    @Test
    void nothing_is_recorded_before_the_patient_has_said_yes() {
        assertThatThrownBy(() -> desk.ask(patient)).isInstanceOf(StateConflictException.class);
        desk.ask(doctor);
        worker.settle(visit.id());
        worker.sweep();
        assertThat(provider.told).isEmpty();
        assertThat(state()).isEqualTo("asked");
        assertThatThrownBy(() -> desk.ask(doctor)).isInstanceOf(StateConflictException.class);
        assertThatThrownBy(() -> desk.answer(doctor, true)).isInstanceOf(StateConflictException.class);

        desk.answer(patient, true);
        assertThat(state()).isEqualTo("starting");
        worker.settle(visit.id());

        assertThat(provider.told).containsExactly(room + " on");
        assertThat(state()).isEqualTo("on");
        RecordingConsent kept = consents.newest(visit.id()).orElseThrow();
        assertThat(kept.answeredAt()).isEqualTo(START);
        assertThat(history.of(visit.id())).containsExactly("recording-agreed by patient", "recording-started");
        assertThat(audit.of(visit.id()))
                .contains(
                        "provider recording-asked consent=" + kept.id(),
                        "patient recording-agreed consent=" + kept.id(),
                        "service recording-started consent=" + kept.id());
    }

    @Test
    void a_no_records_nothing_and_is_kept_too() {
        desk.ask(doctor);
        desk.answer(patient, false);
        worker.settle(visit.id());
        worker.sweep();

        assertThat(provider.told).isEmpty();
        assertThat(state()).isEqualTo("refused");
        assertThat(history.of(visit.id())).containsExactly("recording-refused by patient");
        assertThatThrownBy(() -> desk.answer(patient, true)).isInstanceOf(StateConflictException.class);
        desk.ask(doctor);
        assertThat(consents.of(visit.id())).hasSize(2);
    }

    @Test
    void the_provider_takes_a_question_back() {
        desk.ask(doctor);
        assertThatThrownBy(() -> desk.stop(patient)).isInstanceOf(StateConflictException.class);
        desk.stop(doctor);
        assertThat(state()).isEqualTo("none");
        assertThatThrownBy(() -> desk.answer(patient, true)).isInstanceOf(StateConflictException.class);
    }

    @Test
    void the_patient_stops_it_at_any_time_and_is_told_only_when_it_has_stopped() {
        recorded();
        provider.isDown(true);
        desk.stop(patient);
        worker.settle(visit.id());
        assertThat(state()).isEqualTo("stopping");

        provider.isDown(false);
        theRefusedIsAskedAgainNow();
        worker.sweep();

        assertThat(provider.told).containsExactly(room + " on", room + " off");
        assertThat(state()).isEqualTo("stopped");
        assertThat(history.of(visit.id())).endsWith("recording-stopped by patient");
    }

    @Test
    void a_start_that_the_provider_did_not_take_is_repeated_and_one_that_was_stopped_meanwhile_is_undone() {
        desk.ask(doctor);
        desk.answer(patient, true);
        provider.isDown(true);
        worker.settle(visit.id());
        assertThat(state()).isEqualTo("starting");
        worker.sweep();
        assertThat(provider.told).isEmpty();

        provider.isDown(false);
        provider.meanwhile(() -> {
            desk.stop(patient);
            worker.settle(visit.id());
            assertThat(provider.told).as("not both at once").isEmpty();
        });
        theRefusedIsAskedAgainNow();
        worker.sweep();

        assertThat(provider.told).containsExactly(room + " on", room + " off");
        assertThat(state()).isEqualTo("stopped");
    }

    @Test
    void what_a_dying_node_began_is_told_again_by_another() {
        desk.ask(doctor);
        desk.answer(patient, true);
        assertThat(desk.take(visit.id())).isPresent();
        worker.sweep();
        assertThat(provider.told).isEmpty();

        theRefusedIsAskedAgainNow();
        worker.sweep();

        assertThat(provider.told).containsExactly(room + " on");
        worker.sweep();
        assertThat(provider.told).hasSize(1);
    }

    @Test
    void a_room_that_ends_ends_its_recording_and_the_next_room_records_nothing() {
        recorded();
        rooms.complete(visit.id());
        worker.sweep();
        assertThat(state()).isEqualTo("stopped");
        assertThat(history.of(visit.id())).endsWith("recording-stopped");

        rooms.ensured(visit.id());
        worker.sweep();
        assertThat(provider.told).containsExactly(room + " on");
    }

    @Test
    void where_the_clinic_does_not_record_nobody_is_asked() {
        RecordingDesk off = new RecordingDesk(
                consents,
                storedRooms,
                history,
                audit,
                new RecordingSettings(false, Duration.ofDays(1), Duration.ofMinutes(1)));
        assertThatThrownBy(() -> off.ask(doctor)).isInstanceOf(StateConflictException.class);
    }

    @Test
    void what_is_told_of_a_recording_repeated_and_in_any_order_is_kept_once_and_its_id_is_sealed() {
        recorded();
        told("RT1", "audio", State.COMPLETED, 61, 5_000L);
        told("RT1", "audio", State.PROCESSING, null, null);
        told("RT1", "audio", State.COMPLETED, 61, 5_000L);

        assertThat(recordings.of(visit.id())).singleElement().satisfies(recording -> {
            assertThat(recording.state()).isEqualTo("completed");
            assertThat(recording.participant()).isEqualTo("patient");
            assertThat(recording.seconds()).isEqualTo(61);
            assertThat(recording.bytes()).isEqualTo(5_000);
        });
        assertThat(jdbc.sql("select r::text from recording r")
                        .query(String.class)
                        .single())
                .doesNotContain("RT1");
    }

    @Test
    void what_is_told_of_a_room_that_was_replaced_belongs_to_the_visit_too() {
        recorded();
        roomsAtTheProvider.expire(room);
        rooms.ensured(visit.id());

        told("RT1", "audio", State.COMPLETED, 61, 5_000L);

        assertThat(recordings.of(visit.id())).hasSize(1);
    }

    @Test
    void what_was_recorded_without_consent_is_deleted() {
        told("RT1", "audio", State.PROCESSING, null, null);
        worker.sweep();

        assertThat(provider.told).containsExactly("RT1 deleted");
        assertThat(recordings.of(visit.id()).get(0).state()).isEqualTo("deleted");
        assertThat(audit.of(visit.id())).anyMatch(entry -> entry.endsWith("why=no-consent"));
    }

    @Test
    void a_deletion_is_repeated_until_it_worked() {
        recorded();
        told("RT1", "video", State.COMPLETED, 61, 5_000L);
        Recording recording = recordings.of(visit.id()).get(0);
        deletion.ask(recording, "api", "request");
        provider.isDown(true);
        assertThat(worker.delete(recording)).isFalse();
        worker.sweep();
        assertThat(recordings.of(visit.id()).get(0).state()).isEqualTo("deleting");

        provider.isDown(false);
        worker.sweep();
        assertThat(recordings.of(visit.id()).get(0).state())
                .as("not before the pause is over")
                .isEqualTo("deleting");
        theRefusedIsAskedAgainNow();
        worker.sweep();
        worker.sweep();

        assertThat(recordings.of(visit.id()).get(0).state()).isEqualTo("deleted");
        assertThat(provider.told).containsOnlyOnce("RT1 deleted");
        assertThat(history.of(visit.id())).endsWith("recording-deleted");
        assertThat(audit.of(visit.id())).endsWith("api recording-deleted recording=" + recording.id());
    }

    @Test
    void what_is_old_enough_is_deleted_and_nothing_else() {
        recorded();
        told("RT1", "video", State.COMPLETED, 61, 5_000L);
        Instant told = recordings.of(visit.id()).get(0).startedAt();

        sweepAt(told.plus(Duration.ofDays(30)));
        assertThat(recordings.of(visit.id()).get(0).state()).isEqualTo("completed");

        sweepAt(told.plus(Duration.ofDays(30)).plusSeconds(1));
        assertThat(recordings.of(visit.id()).get(0).state()).isEqualTo("deleted");
        assertThat(audit.of(visit.id())).anyMatch(entry -> entry.endsWith("why=retention"));
    }

    private void sweepAt(Instant now) {
        Recordings then = new Recordings(jdbc, vault, Clock.fixed(now, ZoneOffset.UTC), Clock.systemUTC());
        new RecordingWorker(
                        desk,
                        consents,
                        then,
                        new RecordingDeletion(then, history, audit),
                        provider,
                        new RecordingSettings(true, Duration.ofDays(30), Duration.ofMinutes(5)))
                .sweep();
    }

    private void recorded() {
        desk.ask(doctor);
        desk.answer(patient, true);
        worker.settle(visit.id());
    }

    private void told(String sid, String kind, State state, Integer seconds, Long bytes) {
        String identity = identities.identityOf(visit.id(), Participant.PATIENT);
        events.told(new News(room, sid, identity, kind, state, seconds, bytes, START.plusSeconds(60)));
    }

    /** The pause after which something is tried again, and the lease of a node that died, are by real time. */
    private void theRefusedIsAskedAgainNow() {
        jdbc.sql("update recording_consent set busy_until = now() - interval '1 hour'")
                .update();
        jdbc.sql("update recording set deletion_due_at = now() - interval '1 hour' where deletion_due_at is not null")
                .update();
    }

    private String state() {
        return new RecordingStates(consents, new RecordingSettings(true, Duration.ofDays(1), Duration.ofMinutes(1)))
                .of(List.of(visit.id()))
                .get(visit.id());
    }

    private Guest guest(Participant participant) {
        UUID id = visit.id();
        return new Guest(new JoinTicket(id, 1, participant), visit, JoinState.OPEN);
    }
}
