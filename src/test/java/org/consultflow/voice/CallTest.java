package org.consultflow.voice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationProgress;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.support.MovableClock;
import org.consultflow.voice.CallEvents.Connection;
import org.consultflow.voice.CallEvents.End;
import org.consultflow.voice.VoiceProvider.VoiceException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.consultflow.consultation.ConsultationStatus.COMPLETED;
import static org.consultflow.consultation.ConsultationStatus.NO_SHOW;
import static org.consultflow.consultation.ConsultationStatus.UNKNOWN;

@SpringJUnitConfig(VoiceContext.class)
class CallTest {

    private static final String PATIENT = "+61491570156";
    private static final String PROVIDER = "+61491570157";
    private static final Instant START = VoiceContext.NOW.plus(Duration.ofHours(1));

    @Autowired
    VoiceCalls voice;

    @Autowired
    CallEvents events;

    @Autowired
    CallDialer dialer;

    @Autowired
    CallStore calls;

    @Autowired
    VoiceContext.Phones phones;

    @Autowired
    ConsultationCommands commands;

    @Autowired
    ConsultationProgress progress;

    @Autowired
    Consultations consultations;

    @Autowired
    AuditForTests audit;

    @Autowired
    MeterRegistry meters;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    @Autowired
    PlatformTransactionManager transactions;

    private UUID visit;

    @BeforeEach
    void aVisitByPhoneWhoseTimeHasCome() {
        jdbc.sql("truncate voice_leg, voice_call").update();
        phones.reset();
        clock.set(VoiceContext.NOW);
        visit = booked("voice", PATIENT, PROVIDER);
        clock.set(START);
    }

    private UUID booked(String type, String patient, String provider) {
        ObjectNode booking = json.createObjectNode()
                .put("consultationType", type)
                .put("start", START.toString())
                .put("timeZone", "Australia/Melbourne")
                .put("durationMinutes", 50);
        booking.putObject("patient")
                .put("reference", "pat-" + UUID.randomUUID())
                .put("name", "Patience Examplewoman")
                .put("email", "pat@mail.example")
                .put("phone", patient)
                .put("locale", "es");
        booking.putObject("provider")
                .put("reference", "doc-" + UUID.randomUUID())
                .put("name", "Dr Exampledoctor")
                .put("email", "doc@mail.example")
                .put("phone", provider);
        return commands.book(null, booking).id();
    }

    private void connect() {
        voice.connect(visit, "api");
        dialer.work();
    }

    private Optional<Connection> answers(String number) {
        Optional<Connection> connection =
                events.answered(phones.legs.get(number), VoiceContext.Phones.sid(phones.legs.get(number)), true);
        dialer.work();
        return connection;
    }

    private void ends(String number, End end) {
        events.ended(phones.legs.get(number), VoiceContext.Phones.sid(phones.legs.get(number)), end, null);
        dialer.work();
    }

    private void passes(Duration time) {
        clock.advance(time);
        dialer.work();
    }

    private ConsultationStatus outcome() {
        TransactionTemplate transaction = new TransactionTemplate(transactions);
        transaction.executeWithoutResult(begun -> progress.openSession(visit));
        return transaction.execute(begun -> progress.closeSession(visit));
    }

    private List<String> timeline() {
        return consultations.historyOf(visit).stream()
                .filter(event -> event.event().startsWith("call"))
                .map(event -> Stream.of(
                                event.event(),
                                event.party() == null ? null : event.party().word(),
                                event.detail())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void a_diagram_may_phone_before_the_booking_that_started_it_is_written() {
        clock.set(VoiceContext.NOW);
        new TransactionTemplate(transactions).executeWithoutResult(begun -> {
            visit = booked("voice", PATIENT, PROVIDER);
            clock.set(START);
            voice.connect(visit, "api");
        });

        dialer.work();

        assertThat(phones.rung).containsExactly(PROVIDER);
    }

    /** Twice: of two rounds that are not five apart, one at most would be for looking anyway. */
    @RepeatedTest(2)
    void a_call_begins_at_the_next_round_though_nobody_was_on_the_phone_for_long() {
        for (int quiet = 0; quiet < 6; quiet++) {
            dialer.round();
        }
        voice.connect(visit, "api");

        dialer.round();

        assertThat(phones.rung).containsExactly(PROVIDER);
    }

    @Test
    void the_provider_is_rung_first_and_the_patient_once_the_provider_is_there() {
        connect();
        assertThat(phones.rung).containsExactly(PROVIDER);

        Optional<Connection> provider = answers(PROVIDER);
        assertThat(phones.rung).containsExactly(PROVIDER, PATIENT);
        Optional<Connection> patient = answers(PATIENT);

        assertThat(patient.orElseThrow().conference())
                .isEqualTo(provider.orElseThrow().conference())
                .matches("call-[A-Za-z0-9_-]{43}")
                .doesNotContain(visit.toString());
        assertThat(patient.orElseThrow().language().getLanguage()).isEqualTo("es");
    }

    @Test
    void who_meets_has_had_the_visit_and_the_timeline_tells_it() {
        connect();
        answers(PROVIDER);
        answers(PATIENT);
        passes(Duration.ofMinutes(12));
        ends(PATIENT, End.COMPLETED);
        ends(PROVIDER, End.COMPLETED);

        assertThat(timeline())
                .containsExactly(
                        "call-placed the provider is rung first",
                        "call-answered provider",
                        "call-answered patient",
                        "call-connected",
                        "call-ended the two spoke for 12 minutes");
        assertThat(audit.of(visit)).containsExactly("api call-placed");
        Timer lasted =
                meters.get("consultflow.visit.duration").tag("medium", "voice").timer();
        double before = lasted.totalTime(TimeUnit.MINUTES);
        assertThat(outcome()).isEqualTo(COMPLETED);
        assertThat(lasted.totalTime(TimeUnit.MINUTES) - before).isEqualTo(12);
    }

    @Test
    void when_one_goes_the_other_is_hung_up() {
        connect();
        answers(PROVIDER);
        answers(PATIENT);
        ends(PATIENT, End.COMPLETED);

        assertThat(phones.hungUp).containsExactly(VoiceContext.Phones.sid(phones.legs.get(PROVIDER)));
        assertThat(calls.callsOf(visit).get(0).endedAt()).isNotNull();
    }

    @Test
    void who_is_busy_is_rung_again_after_a_pause_and_no_oftener_than_configured() {
        connect();
        answers(PROVIDER);
        ends(PATIENT, End.BUSY);
        assertThat(phones.rung).containsExactly(PROVIDER, PATIENT);
        passes(Duration.ofSeconds(59));
        assertThat(phones.rung).hasSize(2);
        passes(Duration.ofSeconds(1));
        assertThat(phones.rung).containsExactly(PROVIDER, PATIENT, PATIENT);
        ends(PATIENT, End.NO_ANSWER);
        passes(Duration.ofMinutes(1));
        ends(PATIENT, End.NO_ANSWER);
        passes(Duration.ofMinutes(5));

        assertThat(phones.rung).containsExactly(PROVIDER, PATIENT, PATIENT, PATIENT);
        assertThat(phones.hungUp).as("the provider, who waits").hasSize(1);
        assertThat(timeline())
                .contains(
                        "call-not-answered patient busy, try 1 of 3",
                        "call-not-answered patient no-answer, try 3 of 3",
                        "call-not-reached patient no try is left",
                        "call-ended the two did not speak");
        assertThat(outcome()).isEqualTo(NO_SHOW);
    }

    @Test
    void a_second_try_that_is_taken_completes_the_visit() {
        connect();
        answers(PROVIDER);
        ends(PATIENT, End.BUSY);
        passes(Duration.ofMinutes(1));
        answers(PATIENT);
        assertThat(outcome()).isEqualTo(COMPLETED);
    }

    @Test
    void a_mailbox_is_not_the_patient() {
        connect();
        answers(PROVIDER);
        assertThat(events.answered(phones.legs.get(PATIENT), "CA1", false)).isEmpty();
        ends(PATIENT, End.COMPLETED);

        assertThat(timeline()).contains("call-not-answered patient a mailbox answered, try 1 of 3");
        assertThat(outcome()).isEqualTo(UNKNOWN);
    }

    @Test
    void a_patient_who_may_have_been_there_is_no_no_show() {
        connect();
        answers(PROVIDER);
        ends(PATIENT, End.BUSY);
        passes(Duration.ofMinutes(1));
        ends(PATIENT, End.BUSY);
        passes(Duration.ofMinutes(1));
        assertThat(outcome()).as("of the last try nothing was told").isEqualTo(UNKNOWN);
    }

    @Test
    void nobody_is_a_no_show_whose_provider_was_not_there() {
        connect();
        for (int again = 0; again < 3; again++) {
            ends(PROVIDER, End.NO_ANSWER);
            passes(Duration.ofMinutes(1));
        }
        assertThat(phones.rung).containsOnly(PROVIDER).hasSize(3);
        assertThat(outcome()).isEqualTo(UNKNOWN);
    }

    @Test
    void callbacks_that_repeat_or_overtake_change_nothing() {
        connect();
        answers(PROVIDER);
        ends(PATIENT, End.BUSY);
        ends(PATIENT, End.BUSY);
        assertThat(events.answered(phones.legs.get(PATIENT), "CA1", true))
                .as("its end was told before")
                .isEmpty();
        answers(PROVIDER);
        passes(Duration.ofMinutes(1));

        assertThat(phones.rung).containsExactly(PROVIDER, PATIENT, PATIENT);
        assertThat(timeline().stream().filter(line -> line.startsWith("call-answered")))
                .hasSize(1);
        assertThat(events.answered(UUID.randomUUID(), "CA2", true)).isEmpty();
        events.ended(UUID.randomUUID(), "CA2", End.FAILED, null);
    }

    @Test
    void asked_twice_there_is_one_call() {
        connect();
        connect();
        assertThat(phones.rung).containsExactly(PROVIDER);
        assertThat(audit.of(visit)).hasSize(1);
    }

    @Test
    void what_twilio_did_not_process_is_asked_again_a_moment_later() {
        phones.refuse(new VoiceException("too often", 20429, true));
        connect();
        phones.refuse(null);
        passes(Duration.ofSeconds(10));
        assertThat(phones.rung).containsExactly(PROVIDER, PROVIDER);
        assertThat(answers(PROVIDER)).isPresent();
    }

    @Test
    void a_number_that_twilio_refuses_is_not_rung_again_and_the_timeline_says_why() {
        phones.refuse(new VoiceException("our account may not call this region (HTTP 400, code 21215)", 21215, false));
        connect();
        passes(Duration.ofMinutes(5));
        assertThat(phones.rung).hasSize(1);
        assertThat(timeline())
                .contains("call-not-reached provider our account may not call this region (HTTP 400, code 21215)");
        assertThat(calls.callsOf(visit).get(0).endedAt()).isNotNull();
    }

    @Test
    void an_answer_that_never_came_is_waited_for_before_it_rings_again() {
        phones.refuse(new VoiceException("no answer", null, false));
        connect();
        phones.refuse(null);
        passes(Duration.ofMinutes(1));
        assertThat(phones.rung).hasSize(1);
        passes(Duration.ofMinutes(2));
        passes(Duration.ofMinutes(1));
        assertThat(phones.rung).hasSize(2);
    }

    @Test
    void an_answer_that_never_came_though_the_phone_rang_counts_when_somebody_takes_it() {
        phones.refuse(new VoiceException("no answer", null, false));
        connect();
        phones.refuse(null);
        assertThat(answers(PROVIDER)).isPresent();
        assertThat(phones.rung).containsExactly(PROVIDER, PATIENT);
    }

    @Test
    void the_call_ends_with_its_visit() {
        connect();
        answers(PROVIDER);
        answers(PATIENT);
        passes(Duration.ofMinutes(64));
        assertThat(phones.hungUp).isEmpty();
        passes(Duration.ofMinutes(1));
        assertThat(phones.hungUp).hasSize(2);
        assertThat(outcome()).isEqualTo(COMPLETED);
    }

    @Test
    void a_cancelled_visit_rings_nobody_any_more() {
        voice.connect(visit, "api");
        commands.cancel(visit, null, null);
        dialer.work();
        assertThat(phones.rung).isEmpty();
        assertThat(calls.callsOf(visit).get(0).endedAt()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT15M1S", "PT65M"})
    void there_is_no_call_outside_of_the_time_around_the_visit(Duration sinceStart) {
        clock.set(START.plus(sinceStart));
        assertThatThrownBy(() -> voice.connect(visit, "api"))
                .isInstanceOf(StateConflictException.class)
                .hasMessageContaining("15 minutes");
    }

    @Test
    void a_visit_in_person_is_not_held_by_phone_and_one_by_video_can_be() {
        clock.set(VoiceContext.NOW);
        UUID inPerson = booked("in-person", PATIENT, PROVIDER);
        visit = booked("video", PATIENT, PROVIDER);
        clock.set(START);
        assertThatThrownBy(() -> voice.connect(inPerson, "api")).isInstanceOf(StateConflictException.class);

        connect();
        answers(PROVIDER);
        answers(PATIENT);
        assertThat(outcome()).isEqualTo(COMPLETED);
    }

    @Test
    void without_a_number_there_is_no_call_and_the_process_goes_on() {
        clock.set(VoiceContext.NOW);
        visit = booked("video", null, PROVIDER);
        clock.set(START);
        assertThatThrownBy(() -> voice.connect(visit, "api")).hasMessageContaining("the patient has no phone number");
        voice.connectAtStart(visit);
        assertThat(timeline()).containsExactly("call-not-possible the patient has no phone number");
    }

    @Test
    void a_visit_by_phone_is_not_booked_without_both_numbers() {
        assertThatThrownBy(() -> booked("voice", null, null))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("patient.phone")
                .hasMessageContaining("provider.phone");
    }
}
