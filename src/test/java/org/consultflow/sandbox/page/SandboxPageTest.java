package org.consultflow.sandbox.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationCommands;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.ProcessPositions;
import org.consultflow.consultation.Schedule;
import org.consultflow.notification.Timeline;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Role;
import org.consultflow.sandbox.StandInsInUse;
import org.consultflow.sandbox.clock.ClockMover;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.sandbox.mail.Mailbox;
import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.sandbox.twilio.SandboxMessage;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class SandboxPageTest {

    private static final Instant NOW = Instant.parse("2026-03-05T10:01:30Z");
    private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final String PHONE = "+61491570156";
    private static final String MAIL = "patient.1@example.com";

    private final ConsultationCommands commands = mock();
    private final Consultations consultations = mock();
    private final People people = mock();
    private final ProcessPositions positions = mock();
    private final SandboxTwilio twilio = mock();
    private final Mailbox mailbox = mock();
    private final ClockMover mover = mock();
    private final StandInsInUse standIns = mock();
    private final Timeline timeline = id -> List.of();
    private final Faults faults = new Faults();
    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final Consultation consultation = consultation();
    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);
    private MockMvc mvc;

    private static Consultation consultation() {
        return new Consultation(
                ID,
                ConsultationType.VIDEO,
                ConsultationStatus.CONFIRMED,
                new Schedule(
                        NOW.plus(Duration.ofHours(26)), ZoneId.of("Australia/Melbourne"), Duration.ofMinutes(50), 1),
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                NOW.minusSeconds(60));
    }

    private static Person person(UUID id, Role role, String email, String phone) {
        return new Person(
                id, role, "r", role.word() + " name", email, phone, Locale.ENGLISH, Set.of(Person.EMAIL), null);
    }

    @BeforeEach
    void setUp() {
        UUID patient = consultation.patientId();
        UUID provider = consultation.providerId();
        when(people.get(patient)).thenReturn(person(patient, Role.PATIENT, MAIL, PHONE));
        when(people.get(provider)).thenReturn(person(provider, Role.PROVIDER, "provider@example.com", null));
        when(consultations.latest(anyInt())).thenReturn(List.of(consultation));
        when(consultations.find(ID)).thenReturn(Optional.of(consultation));
        when(standIns.names()).thenReturn(List.of("twilio", "mail"));
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("mover", mover);
        beans.addBean("faults", faults);
        beans.addBean("twilio", twilio);
        beans.addBean("mailbox", mailbox);
        StateReader state = new StateReader(
                clock,
                consultations,
                people,
                timeline,
                positions,
                standIns,
                beans.getBeanProvider(ClockMover.class),
                beans.getBeanProvider(Faults.class),
                beans.getBeanProvider(SandboxTwilio.class),
                beans.getBeanProvider(Mailbox.class));
        ExampleBookings examples = new ExampleBookings(clock, consultations, people, "http://localhost:8080/");
        mvc = MockMvcBuilders.standaloneSetup(
                        new SandboxReadController(state, positions, beans.getBeanProvider(Mailbox.class)),
                        new SandboxCommandController(commands, examples, state),
                        new SandboxFaultController(beans.getBeanProvider(Faults.class)),
                        new HomeController(true))
                .setMessageConverters(
                        new ByteArrayHttpMessageConverter(),
                        new StringHttpMessageConverter(),
                        new MappingJackson2HttpMessageConverter(json))
                .build();
    }

    private ResultActions send(String path, String body) throws Exception {
        return mvc.perform(post(path).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private JsonNode booked(String wish) throws Exception {
        when(commands.book(isNull(), any())).thenReturn(consultation);
        send("/sandbox/consultations", wish).andExpect(status().isCreated());
        ArgumentCaptor<JsonNode> booking = ArgumentCaptor.captor();
        verify(commands).book(isNull(), booking.capture());
        return booking.getValue();
    }

    @Test
    void the_state_shows_the_newest_consultation_with_everything_that_came_for_its_people() throws Exception {
        when(mover.nextDue()).thenReturn(Optional.of(NOW.plusSeconds(5)));
        when(positions.of(ID))
                .thenReturn(Optional.of(new ProcessPositions.ProcessPosition(
                        "consultation:1", List.of("task-a"), List.of("start"), List.of())));
        when(twilio.messagesTo(PHONE)).thenReturn(List.of(message("before", NOW.minusSeconds(90)), message("hi", NOW)));
        when(mailbox.to(MAIL)).thenReturn(List.of(mail(MAIL, NOW.minusSeconds(30))));
        when(mailbox.to("provider@example.com")).thenReturn(List.of(mail("provider@example.com", NOW)));
        faults.add("sms", FaultKind.RATE_LIMITED);

        mvc.perform(get("/sandbox/state"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.clock.now").value("2026-03-05T10:01:30Z"))
                .andExpect(jsonPath("$.clock.adjustable").value(true))
                .andExpect(jsonPath("$.clock.nextDue").value("2026-03-05T10:01:35Z"))
                .andExpect(jsonPath("$.faults[0].fault").value("rate-limited"))
                .andExpect(jsonPath("$.faults[0].times").value(1))
                .andExpect(jsonPath("$.consultations[0].id").value(ID.toString()))
                .andExpect(jsonPath("$.consultations[0].timeZone").value("Australia/Melbourne"))
                .andExpect(jsonPath("$.consultations[0].durationMinutes").value(50))
                .andExpect(jsonPath("$.selected.consultation.patientName").value("patient name"))
                .andExpect(jsonPath("$.selected.process.active[0]").value("task-a"))
                .andExpect(jsonPath("$.phone.length()").value(1))
                .andExpect(jsonPath("$.phone[0].body").value("hi"))
                .andExpect(jsonPath("$.phone[0].errorCode").value((Object) null))
                .andExpect(jsonPath("$.mails[0].role").value("provider"))
                .andExpect(jsonPath("$.mails[1].role").value("patient"))
                .andExpect(jsonPath("$.mails[1].hasCalendar").value(true))
                .andExpect(jsonPath("$.standIns[1]").value("mail"));
    }

    @Test
    void without_any_consultation_nothing_is_selected() throws Exception {
        when(consultations.latest(anyInt())).thenReturn(List.of());

        mvc.perform(get("/sandbox/state")
                        .param("consultation", UUID.randomUUID().toString()))
                .andExpect(jsonPath("$.selected").value((Object) null))
                .andExpect(jsonPath("$.phone.length()").value(0));
    }

    @Test
    void an_example_is_booked_as_an_integrator_would() throws Exception {
        JsonNode booking = booked("{\"inHours\": 26, \"locale\": \"es\", \"paymentRequired\": true}");

        assertThat(booking.get("start").textValue()).isEqualTo("2026-03-06T12:05:00Z");
        assertThat(booking.get("consultationType").textValue()).isEqualTo("video");
        assertThat(booking.at("/patient/phone").textValue())
                .startsWith("+6149157")
                .isNotEqualTo(PHONE);
        assertThat(booking.at("/patient/email").textValue()).endsWith("@example.com");
        assertThat(booking.at("/patient/locale").textValue()).isEqualTo("es");
        assertThat(booking.at("/payment/currency").textValue()).isEqualTo("AUD");
        assertThat(booking.at("/provider/photoUrl").textValue())
                .isEqualTo("http://localhost:8080/sandbox/provider.svg");
    }

    @Test
    void a_bare_click_books_a_video_consultation_in_english() throws Exception {
        JsonNode booking = booked("{}");

        assertThat(booking.at("/patient/locale").textValue()).isEqualTo("en");
        assertThat(booking.has("payment")).isFalse();
        assertThat(booking.get("requiresAcceptance").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"locale, \"fr\"", "inHours, 0", "inHours, -3", "inHours, 9000"})
    void a_wish_that_breaks_a_rule_names_its_field(String field, String value) {
        assertThatThrownBy(() -> send("/sandbox/consultations", "{\"" + field + "\": " + value + "}"))
                .hasRootCauseInstanceOf(org.consultflow.consultation.InvalidRequestException.class)
                .hasMessageContaining(field);
    }

    @Test
    void the_buttons_give_the_apis_commands() throws Exception {
        List<String> given = new ArrayList<>();
        when(commands.accept(ID)).then(call -> note(given, "accept"));
        when(commands.decline(ID, null)).then(call -> note(given, "decline"));
        when(commands.confirmPayment(ID)).then(call -> note(given, "pay"));
        when(commands.cancel(ID, Party.PATIENT, null)).then(call -> note(given, "cancel"));
        when(commands.complete(ID, "no-show")).then(call -> note(given, "complete"));
        when(commands.reschedule(any(), any()))
                .then(call -> note(
                        given, call.getArgument(1, JsonNode.class).get("start").textValue()));

        String path = "/sandbox/consultations/" + ID;
        mvc.perform(post(path + "/accept")).andExpect(status().isOk());
        mvc.perform(post(path + "/decline")).andExpect(status().isOk());
        mvc.perform(post(path + "/pay")).andExpect(status().isOk());
        send(path + "/cancel", "{\"by\":\"patient\"}").andExpect(status().isOk());
        send(path + "/reschedule", "{\"inHours\":48}").andExpect(status().isOk());
        send(path + "/complete", "{\"outcome\":\"no-show\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(ID.toString()));

        assertThat(given).containsExactly("accept", "decline", "pay", "cancel", "2026-03-07T10:05:00Z", "complete");
    }

    @Test
    void a_mail_is_shown_with_its_parts_and_its_calendar_entry_to_take_away() throws Exception {
        SandboxMail mail = mail(MAIL, NOW);
        when(mailbox.find(mail.id())).thenReturn(Optional.of(mail));

        mvc.perform(get("/sandbox/mails/" + mail.id()))
                .andExpect(jsonPath("$.html").value("<p>hello</p>"))
                .andExpect(jsonPath("$.text").value((Object) null));
        mvc.perform(get("/sandbox/mails/" + mail.id() + "/calendar.ics"))
                .andExpect(content().contentType("text/calendar;charset=UTF-8"))
                .andExpect(content().string("BEGIN:VCALENDAR"));
        mvc.perform(get("/sandbox/mails/" + UUID.randomUUID())).andExpect(status().isNotFound());
    }

    @Test
    void a_diagram_is_served_as_xml_and_an_unknown_one_is_not_found() throws Exception {
        when(positions.diagram("consultation:1:7")).thenReturn(Optional.of("<definitions/>"));

        mvc.perform(get("/sandbox/diagram/consultation:1:7"))
                .andExpect(content().contentTypeCompatibleWith(MediaType.APPLICATION_XML))
                .andExpect(content().string("<definitions/>"));
        mvc.perform(get("/sandbox/diagram/other")).andExpect(status().isNotFound());
    }

    @Test
    void faults_are_ordered_and_taken_away() throws Exception {
        send("/sandbox/faults", "{\"channel\":\"whatsapp\",\"fault\":\"opted-out\",\"times\":2}")
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.fault").value("opted-out"))
                .andExpect(jsonPath("$.times").value(2));
        mvc.perform(delete("/sandbox/faults")).andExpect(status().isNoContent());

        assertThat(faults.list()).isEmpty();
        assertThatThrownBy(() -> send("/sandbox/faults", "{\"channel\":\"fax\",\"fault\":\"slow\"}"))
                .hasMessageContaining("channel must be");
        assertThatThrownBy(() -> send("/sandbox/faults", "{\"fault\":\"sulking\"}"))
                .hasMessageContaining("fault must be one of undeliverable, ");
    }

    @Test
    void the_bare_address_leads_to_the_page_or_without_one_to_the_api() {
        assertThat(new HomeController(true).home()).isEqualTo("redirect:/sandbox");
        assertThat(new HomeController(false).home()).isEqualTo("redirect:/api-docs");
    }

    private Consultation note(List<String> given, String what) {
        given.add(what);
        return consultation;
    }

    private static SandboxMessage message(String body, Instant at) {
        return new SandboxMessage(
                "SM1", "sms", "+15005550006", PHONE, body, null, null, null, null, "sent", null, at, at, at, at);
    }

    private static SandboxMail mail(String to, Instant at) {
        return new SandboxMail(
                UUID.randomUUID(),
                to,
                "clinic@consultflow.example",
                "<m>",
                "s",
                "<p>hello</p>",
                null,
                "BEGIN:VCALENDAR",
                at);
    }
}
