package org.consultflow.sandbox.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
import org.consultflow.consultation.JoinLinks;
import org.consultflow.consultation.ProcessPositions;
import org.consultflow.consultation.Schedule;
import org.consultflow.notification.Timeline;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Role;
import org.consultflow.sandbox.StandInsInUse;
import org.consultflow.sandbox.clock.ClockMover;
import org.consultflow.sandbox.faults.Faults;
import org.consultflow.sandbox.mail.Mailbox;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.ArgumentCaptor;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.http.converter.ByteArrayHttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.isNull;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** The sandbox's page behind MockMvc, with the features behind it stood in for. */
abstract class PageUnderTest {

    static final Instant NOW = Instant.parse("2026-03-05T10:01:30Z");
    static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000001");
    static final String PHONE = "+61491570156";
    static final String MAIL = "patient.1@example.com";

    final ConsultationCommands commands = mock();
    final Consultations consultations = mock();
    final People people = mock();
    final ProcessPositions positions = mock();
    final JoinLinks links = mock();
    final SandboxTwilio twilio = mock();
    final Mailbox mailbox = mock();
    final ClockMover mover = mock();
    final StandInsInUse standIns = mock();
    final Timeline timeline = id -> List.of();
    final Faults faults = new Faults();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final Consultation consultation = consultation();
    final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .setSerializationInclusion(JsonInclude.Include.NON_NULL);
    MockMvc mvc;

    static Consultation consultation() {
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

    static Person person(UUID id, Role role, String email, String phone) {
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
                links,
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

    ResultActions send(String path, String body) throws Exception {
        return mvc.perform(post(path).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    JsonNode booked(String wish) throws Exception {
        when(commands.book(isNull(), any())).thenReturn(consultation);
        send("/sandbox/consultations", wish).andExpect(status().isCreated());
        ArgumentCaptor<JsonNode> booking = ArgumentCaptor.captor();
        verify(commands).book(isNull(), booking.capture());
        return booking.getValue();
    }
}
