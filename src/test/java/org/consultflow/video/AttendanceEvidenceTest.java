package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.SessionEvidence;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.consultation.ConsultationStatus.COMPLETED;
import static org.consultflow.consultation.ConsultationStatus.NO_SHOW;
import static org.consultflow.consultation.ConsultationStatus.UNKNOWN;

@SpringJUnitConfig(VideoTestContext.class)
class AttendanceEvidenceTest {

    private static final Instant START = VideoTestContext.NOW;

    @Autowired
    SessionEvidence evidence;

    @Autowired
    RoomEvents events;

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    Identities identities;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    private Consultation consultation;
    private String sid;
    private final Map<String, Integer> numbers = new HashMap<>();

    @BeforeEach
    void aRoom() {
        provider.reset();
        aRoomFor(ConsultationType.VIDEO);
    }

    private void aRoomFor(ConsultationType type) {
        consultation = bookings.book(Bookings.aConsultation(type, ConsultationStatus.CONFIRMED, START));
        sid = rooms.ensured(consultation.id()).sid();
    }

    /** Each line is a session of 50 minutes; {@code +p5} is the patient who comes 5 minutes after the start, {@code -d} the doctor who leaves, {@code end} the end of the room; {@code ~} what was lost on the way. */
    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    +p0 +d1 -p40 -d41 end45             | COMPLETED
                    +p0 +d1                             | COMPLETED
                    +d-10 +p-9 end60                    | COMPLETED
                    -d41 end45 +d1 -p40 +p0             | COMPLETED
                    +p0 -p3 +d20 -d40 end41             | UNKNOWN
                    +d0 -d15 end20                      | NO_SHOW
                    +d-5 end60                          | NO_SHOW
                    +d0 -d5 +d10 -d15 end20             | NO_SHOW
                    ~+p-12 ~-p-11 +d0 -d15 end20        | UNKNOWN
                    +d0 ~+p1 ~-p2 -d15 end20            | UNKNOWN
                    +d0 -d15 end20 ~end20               | NO_SHOW
                    +d-14 -d-1 end5                     | UNKNOWN
                    +d0 -d9 end20                       | UNKNOWN
                    +d0 -d15                            | UNKNOWN
                    +d0                                 | UNKNOWN
                    -p10 +d20 -d40 end45                | UNKNOWN
                    +p-10 -p-5 +d0 -d40 end45           | UNKNOWN
                    +p0 -p30 end35                      | UNKNOWN
                    end20                               | UNKNOWN
                    ''                                  | UNKNOWN
                    """)
    void the_outcome_is_what_attendance_proves(String told, ConsultationStatus outcome) {
        tell(told);
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(outcome);
    }

    @Test
    void how_long_they_were_together_counts_from_when_both_are_there_until_one_leaves() {
        tell("+d-20 +p2 -p10 +p15 -d40 -p41 end45");
        Instant end = START.plus(Duration.ofMinutes(50));

        assertThat(evidence.together(consultation, end)).isEqualTo(Duration.ofMinutes(33));
        assertThat(evidence.together(consultation, START.plus(Duration.ofMinutes(5))))
                .isEqualTo(Duration.ofMinutes(3));
    }

    @ParameterizedTest
    @EnumSource(names = {"IN_PERSON", "VOICE", "SMS"})
    void of_a_visit_without_a_room_nothing_is_known(ConsultationType type) {
        Consultation visit = bookings.book(Bookings.aConsultation(type, ConsultationStatus.IN_SESSION, START));
        assertThat(evidence.outcomeOf(visit)).isEqualTo(UNKNOWN);
    }

    @Test
    void of_a_video_visit_whose_room_was_never_made_nothing_is_known() {
        Consultation visit = bookings.confirmedVideo(START);
        assertThat(evidence.outcomeOf(visit)).isEqualTo(UNKNOWN);
    }

    @Test
    void who_did_not_come_to_the_room_of_a_hybrid_visit_may_have_come_in_person() {
        aRoomFor(ConsultationType.HYBRID);
        tell("+d0 -d15 end20");
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(UNKNOWN);
    }

    @Test
    void a_hybrid_visit_in_its_room_is_completed() {
        aRoomFor(ConsultationType.HYBRID);
        tell("+p0 +d0");
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(COMPLETED);
    }

    @Test
    void our_own_completing_of_the_room_is_no_proof_that_its_webhooks_arrive() {
        tell("+d0 -d15");
        rooms.complete(consultation.id());
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(UNKNOWN);

        tell("end50");
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(NO_SHOW);
    }

    @Test
    void a_provider_of_rooms_that_does_not_number_what_it_tells_proves_no_no_show() {
        events.participantJoined(sid, identities.identityOf(consultation.id(), Participant.PROVIDER), START);
        events.participantLeft(sid, identities.identityOf(consultation.id(), Participant.PROVIDER), minute("15"));
        events.roomEnded(sid, minute("20"));
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(UNKNOWN);
    }

    @Test
    void what_is_told_twice_counts_once() {
        tell("+d0 -d15 end20");
        events.told(sid, 1, false);
        events.told(sid, 3, true);
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(NO_SHOW);
    }

    @Test
    void a_room_before_whose_end_was_told_does_not_hide_a_no_show() {
        tell("+d-5 -d-4 end-3");
        sid = rooms.ensured(consultation.id()).sid();
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(UNKNOWN);

        tell("+d0 -d20 end25");
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(NO_SHOW);
    }

    @Test
    void a_room_before_whose_end_was_never_told_may_have_seen_the_patient() {
        provider.expire(sid);
        sid = rooms.ensured(consultation.id()).sid();
        tell("+d0 -d20 end25");
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(UNKNOWN);
    }

    @Test
    void who_was_there_at_the_time_before_the_rescheduling_is_not_there_for_that() {
        tell("+p0 +d0 -p5 -d5 end6");
        UUID id = consultation.id();
        consultation = bookings.nowStartsAt(id, START.plusSeconds(86_400));
        sid = rooms.ensured(id).sid();
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(UNKNOWN);

        tell("+d1440 -d1460 end1465");
        assertThat(evidence.outcomeOf(consultation)).isEqualTo(NO_SHOW);
    }

    private void tell(String told) {
        for (String word : told.isBlank() ? new String[0] : told.trim().split(" ")) {
            int number = numbers.merge(sid, 1, Integer::sum);
            if (word.startsWith("~")) {
                continue;
            }
            if (word.startsWith("end")) {
                events.roomEnded(sid, minute(word.substring(3)));
            } else {
                Participant who = word.charAt(1) == 'p' ? Participant.PATIENT : Participant.PROVIDER;
                String identity = identities.identityOf(consultation.id(), who);
                if (word.charAt(0) == '+') {
                    events.participantJoined(sid, identity, minute(word.substring(2)));
                } else {
                    events.participantLeft(sid, identity, minute(word.substring(2)));
                }
            }
            events.told(sid, number, word.startsWith("end"));
        }
    }

    private static Instant minute(String minutes) {
        return START.plusSeconds(60 * Long.parseLong(minutes));
    }
}
