package org.consultflow.video;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.crypto.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

@SpringJUnitConfig(VideoTestContext.class)
class JoinPageTest {

    /** 9 o'clock in Melbourne, by summer time. */
    private static final Instant START = Instant.parse("2026-11-30T22:00:00Z");

    private static final Clock REAL = Clock.fixed(START, ZoneOffset.UTC);

    @Autowired
    StoredRooms stored;

    @Autowired
    Bookings bookings;

    @Autowired
    RoomsAtTheProvider provider;

    @Autowired
    Vault vault;

    private UUID consultation;
    private URI link;
    private String client = "sandbox";

    @BeforeEach
    void aLink() {
        provider.reset();
        Consultation booked = bookings.confirmedVideo(START);
        consultation = booked.id();
        link = links(REAL).linkFor(booked, "patient").orElseThrow();
    }

    @Test
    void too_early_it_says_when_the_room_opens_in_the_patients_time() throws Exception {
        String page = open(START.minus(Duration.ofMinutes(15 + 3 * 60 + 20)), "en-GB");

        assertThat(page)
                .contains("data-state=\"early\"", "<h1>You are early</h1>")
                .contains("The room opens in 3 hours and 20 minutes, at 08:45")
                .contains("Tuesday", "1 December 2026", "09:00", "Australian Eastern Daylight Time")
                .contains("datetime=\"2026-12-01T09:00:00+11:00\"")
                .contains("50 minutes");
    }

    @Test
    void from_15_minutes_before_on_the_waiting_room_is_there() throws Exception {
        Instant opens = START.minus(Duration.ofMinutes(15));
        assertThat(open(opens.minusSeconds(1), "en")).contains("data-state=\"early\"");
        assertThat(open(opens, "en"))
                .contains("data-state=\"open\"", "data-client=\"sandbox\"", "data-me=\"patient\"")
                .contains("Go to the waiting room", "needs JavaScript")
                .doesNotContain("Let the patient in");
        assertThat(open(opens, "es")).contains("Pasar a la sala de espera");
    }

    @Test
    void the_page_may_use_camera_and_microphone_while_a_call_may_come() throws Exception {
        assertThat(request(START, link, "en").getHeader("Permissions-Policy")).contains("camera=(self)");
        bookings.nowStands(consultation, ConsultationStatus.COMPLETED);
        assertThat(request(START, link, "en").getHeader("Permissions-Policy")).isNull();
    }

    @Test
    void as_long_as_it_is_early_the_visit_can_be_put_into_a_calendar_that_says_nothing_of_anybody() throws Exception {
        Instant early = START.minus(Duration.ofHours(3));
        String path = link.getPath().replaceFirst("^/join/", "") + "/visit.ics";
        assertThat(open(early, "en")).contains("href=\"" + path + "\"", "Add to my calendar");

        MockHttpServletResponse entry = request(early, URI.create("https://clinic.example/join/" + path), "es");
        assertThat(entry.getContentType()).startsWith("text/calendar");
        assertThat(entry.getHeader("Content-Disposition")).contains("attachment");
        assertThat(entry.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(
                        consultation + "|Example Clinic: cita por vídeo|El enlace está en el mensaje de Example Clinic."
                                + " Preguntas: +61 3 5550 0100");
        bookings.nowStands(consultation, ConsultationStatus.CANCELLED);
        assertThat(request(early, URI.create("https://clinic.example/join/" + path), "en")
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void after_the_visit_it_says_that_it_is_over() throws Exception {
        assertThat(open(START.plus(Duration.ofMinutes(64)), "en")).contains("data-state=\"open\"");
        assertThat(open(START.plus(Duration.ofMinutes(65)), "en"))
                .contains("data-state=\"over\"")
                .doesNotContain("join.js");
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETED", "NO_SHOW", "UNKNOWN"})
    void a_visit_that_ended_sooner_is_over_too(ConsultationStatus ended) throws Exception {
        bookings.nowStands(consultation, ended);
        assertThat(open(START, "en")).contains("data-state=\"over\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"CANCELLED", "DECLINED"})
    void a_visit_that_does_not_take_place_says_so(ConsultationStatus status) throws Exception {
        bookings.nowStands(consultation, status);
        assertThat(open(START.minus(Duration.ofHours(3)), "en")).contains("data-state=\"cancelled\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUESTED", "AWAITING_PAYMENT"})
    void a_visit_that_is_not_confirmed_promises_nothing(ConsultationStatus status) throws Exception {
        bookings.nowStands(consultation, status);
        assertThat(open(START.minus(Duration.ofDays(2)), "en"))
                .contains("data-state=\"unconfirmed\"")
                .doesNotContain("The room opens");
        assertThat(open(START, "en")).contains("data-state=\"unconfirmed\"");
    }

    @Test
    void a_link_to_an_earlier_schedule_is_revoked_and_tells_nothing_of_the_new_one() throws Exception {
        Consultation moved = bookings.nowStartsAt(consultation, START.plus(Duration.ofDays(2)));

        MockHttpServletResponse answer = request(START, link, "en");
        assertThat(answer.getStatus()).isEqualTo(410);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("This appointment has moved", "newest message")
                .doesNotContain("<time", "2026");

        URI newest = links(REAL).linkFor(moved, "patient").orElseThrow();
        assertThat(request(START, newest, "en").getContentAsString()).contains("data-state=\"early\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.y", ".", "eA.eA", "a.b.c"})
    void what_is_no_link_of_ours_is_not_found_in_words(String token) throws Exception {
        MockHttpServletResponse answer = request(START, URI.create("http://clinic.example/join/" + token), "en");
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).startsWith("text/html");
        assertThat(answer.getContentAsString()).contains("This link does not work");
    }

    @Test
    void a_token_for_another_door_opens_none_here() throws Exception {
        String other = vault.sign("accept", consultation + ".1.patient", START.plusSeconds(60));
        assertThat(request(START, URI.create("http://clinic.example/join/" + other), "en")
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void a_link_is_readable_for_a_month_after_the_visit_and_not_for_ever() {
        String token = link.getPath().substring("/join/".length());
        Instant end = START.plus(Duration.ofMinutes(50));
        assertThat(links(Clock.fixed(end.plus(Duration.ofDays(29)), ZoneOffset.UTC))
                        .verify(token))
                .contains(new JoinTicket(consultation, 1, Participant.PATIENT));
        assertThat(links(Clock.fixed(end.plus(Duration.ofDays(30)), ZoneOffset.UTC))
                        .verify(token))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "es-MX, es, Aún es pronto",
        "'fr, es;q=0.8, en;q=0.5', es, Aún es pronto",
        "'en;q=0.3, es;q=0.9', es, Aún es pronto",
        "fr, en, You are early",
        "'*', en, You are early"
    })
    void it_speaks_the_first_language_of_the_reader_that_it_knows(String wanted, String language, String title)
            throws Exception {
        MockHttpServletResponse answer = request(START.minus(Duration.ofHours(3)), link, wanted);
        assertThat(answer.getHeader("Content-Language")).isEqualTo(language);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8))
                .contains("<html lang=\"" + language + "\">", title);
    }

    @Test
    void it_is_not_kept_not_found_by_search_engines_and_says_nothing_to_where_it_leads() throws Exception {
        MockHttpServletResponse answer = request(START, link, "en");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.getHeader("X-Robots-Tag")).isEqualTo("noindex, nofollow");
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.getContentAsString()).doesNotContain("style=", "onclick", "<script>", "action=");
    }

    @Test
    void only_where_twilio_makes_the_calls_may_the_page_speak_to_it() throws Exception {
        assertThat(request(START, link, "en").getHeader("Content-Security-Policy"))
                .doesNotContain("twilio");
        client = "twilio";
        assertThat(request(START, link, "en").getHeader("Content-Security-Policy"))
                .contains("connect-src 'self' https://*.twilio.com wss://*.twilio.com");
        assertThat(open(START, "en")).contains("data-client=\"twilio\"");
    }

    @Test
    void looking_at_it_changes_nothing() throws Exception {
        open(START, "en");
        open(START.plus(Duration.ofHours(3)), "en");
        assertThat(provider.made).isEmpty();
        assertThat(stored.find(consultation)).isEmpty();
    }

    @Test
    void the_clinics_name_is_text_wherever_it_stands() throws Exception {
        JoinPage page = new JoinPage("A <b>&</b> B", "a@clinic.example", "+61 3 5550 0100");
        assertThat(page.write(
                        new JoinPage.Shown(JoinState.INVALID, null, "x", null, "sandbox"),
                        START,
                        JoinWords.in(List.of(Locale.ENGLISH))))
                .contains("A &lt;b&gt;&amp;&lt;/b&gt; B")
                .doesNotContain("<b>");
    }

    private String open(Instant businessTime, String language) throws Exception {
        MockHttpServletResponse answer = request(businessTime, link, language);
        assertThat(answer.getStatus()).isEqualTo(200);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse request(Instant businessTime, URI address, String language) throws Exception {
        Clock clock = Clock.fixed(businessTime, ZoneOffset.UTC);
        JoinController controller = new JoinController(
                new JoinDoor(links(REAL), bookings, clock),
                new JoinPage("Example Clinic", "support@clinic.example", "+61 3 5550 0100"),
                (visit, summary, description) -> visit.id() + "|" + summary + "|" + description,
                clock,
                client);
        return MockMvcBuilders.standaloneSetup(controller)
                .build()
                .perform(get(URI.create(address.getRawPath())).header("Accept-Language", language))
                .andReturn()
                .getResponse();
    }

    private SignedJoinLinks links(Clock realTime) {
        return new SignedJoinLinks(vault, (id, who) -> 0, realTime, "https://clinic.example");
    }
}
