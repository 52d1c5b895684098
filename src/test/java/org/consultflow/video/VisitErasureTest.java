package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.video.RecordingEvents.News;
import org.consultflow.video.RecordingEvents.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;

@SpringJUnitConfig(VideoTestContext.class)
@Import({
    Visitors.class,
    Chat.class,
    VisitErasure.class,
    Recordings.class,
    RecordingDeletion.class,
    HistoryForTests.class
})
class VisitErasureTest {

    private static final Instant START = VideoTestContext.NOW;

    /** As in {@link Bookings}: 50 minutes. */
    private static final Instant END = START.plus(Duration.ofMinutes(50));

    @Autowired
    Bookings bookings;

    @Autowired
    Visitors visitors;

    @Autowired
    Chat chat;

    @Autowired
    VisitErasure erasure;

    @Autowired
    Recordings recordings;

    @Autowired
    JdbcClient jdbc;

    @BeforeEach
    void nothingElse() {
        jdbc.sql("delete from chat_line").update();
        jdbc.sql("delete from visitor").update();
    }

    private UUID aVisitWithAChat(ConsultationStatus status, Instant start) {
        Consultation visit = bookings.book(Bookings.aConsultation(ConsultationType.VIDEO, status, start));
        JoinTicket patient = new JoinTicket(visit.id(), 1, Participant.PATIENT);
        visitors.arrived(patient);
        chat.say(patient, UUID.randomUUID(), "hello");
        return visit.id();
    }

    private long leftOf(UUID visit) {
        return chat.since(visit, 0).size() + visitors.of(List.of(visit)).size();
    }

    @Test
    void chat_and_waiting_room_of_visits_that_ended_before_are_erased_and_no_others() {
        UUID ended = aVisitWithAChat(ConsultationStatus.COMPLETED, START);
        UUID endedLater = aVisitWithAChat(ConsultationStatus.COMPLETED, START.plusSeconds(1));
        UUID stillGoingOn = aVisitWithAChat(ConsultationStatus.IN_SESSION, START);

        assertThat(erasure.eraseBefore(END.plusSeconds(1))).isEqualTo(1);

        assertThat(leftOf(ended)).isZero();
        assertThat(leftOf(endedLater)).isEqualTo(2);
        assertThat(leftOf(stillGoingOn)).isEqualTo(2);
        assertThat(erasure.eraseBefore(END.plusSeconds(1)))
                .as("nothing is left to erase")
                .isZero();
    }

    @Test
    void one_visit_is_erased_wherever_it_stands() {
        UUID visit = aVisitWithAChat(ConsultationStatus.IN_SESSION, START);
        UUID another = aVisitWithAChat(ConsultationStatus.IN_SESSION, START);

        recordings.note(
                visit,
                Participant.PATIENT,
                new News("RM1", "RT1", "patient", "audio", State.COMPLETED, 61, 5_000L, START),
                START);

        erasure.eraseOf(visit);
        erasure.eraseOf(visit);

        assertThat(leftOf(visit)).isZero();
        assertThat(leftOf(another)).isEqualTo(2);
        assertThat(recordings.toDelete())
                .extracting(Recording::consultationId)
                .as("what was recorded is going to be deleted")
                .containsExactly(visit);
    }
}
