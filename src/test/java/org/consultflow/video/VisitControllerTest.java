package org.consultflow.video;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

import org.awaitility.Awaitility;
import org.consultflow.audit.AuditForTests;
import org.consultflow.consultation.Consultation;
import org.consultflow.crypto.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** What the join page asks and says; each request may go to another node. */
@SpringJUnitConfig(VideoTestContext.class)
@Import({Visitors.class, Chat.class, RecordingConsents.class, RecordingStates.class})
class VisitControllerTest {

    private static final Instant START = VideoTestContext.NOW;

    @Autowired
    Bookings bookings;

    @Autowired
    ConsultationRooms rooms;

    @Autowired
    Identities identities;

    @Autowired
    AuditForTests audit;

    @Autowired
    Visitors visitors;

    @Autowired
    Chat chat;

    @Autowired
    RecordingStates recordings;

    @Autowired
    Vault vault;

    private final Clock clock = Clock.fixed(START, ZoneOffset.UTC);
    private Consultation visit;
    private String patient;
    private String provider;
    private VisitFeed oneNode;
    private VisitFeed otherNode;
    private MockMvc one;
    private MockMvc other;

    @BeforeEach
    void aVisitAndTwoNodes() throws ClassNotFoundException {
        visit = bookings.confirmedVideo(START);
        patient = link("patient");
        provider = link("provider");
        oneNode = feed();
        otherNode = feed();
        one = node(oneNode);
        other = node(otherNode);
    }

    @AfterEach
    void stop() {
        oneNode.stop();
        otherNode.stop();
    }

    @Test
    void the_patient_hears_on_one_node_that_the_provider_let_them_in_on_another() throws Exception {
        MockHttpServletResponse heard =
                one.perform(get(patient + "/events")).andReturn().getResponse();
        answer(one, post(patient + "/arrive"));
        answer(other, post(provider + "/arrive"));
        oneNode.look();
        await(heard, "\"admission\":\"waiting\"");

        assertThat(answer(other, post(provider + "/admit")).getStatus()).isEqualTo(200);
        assertThat(heard.getContentAsString()).doesNotContain("admitted");
        oneNode.look();

        await(heard, "\"admission\":\"admitted\"");
        assertThat(heard.getContentType()).startsWith("text/event-stream");
    }

    @Test
    void who_listens_hears_that_the_visit_has_moved_and_nothing_of_where_to() throws Exception {
        MockHttpServletResponse heard =
                one.perform(get(patient + "/events")).andReturn().getResponse();
        await(heard, "\"page\":\"open\"");

        bookings.nowStartsAt(visit.id(), Instant.parse("2027-01-05T05:06:07Z"));
        for (int look = 0; look < 4; look++) {
            oneNode.look();
        }

        await(heard, "\"page\":\"moved\"");
        assertThat(heard.getContentAsString()).doesNotContain("2027");
        assertThat(answer(one, post(patient + "/arrive")).getStatus()).isEqualTo(410);
    }

    @Test
    void before_the_patient_is_let_in_they_get_neither_token_nor_chat() throws Exception {
        assertThat(answer(one, post(patient + "/token")).getStatus()).isEqualTo(409);
        answer(one, post(patient + "/arrive"));
        assertThat(answer(one, post(patient + "/token")).getStatus()).isEqualTo(409);
        assertThat(answer(one, get(patient + "/chat")).getStatus()).isEqualTo(409);
        assertThat(say(patient, UUID.randomUUID(), "hello").getStatus()).isEqualTo(409);
        assertThat(answer(one, post(patient + "/admit")).getStatus()).isEqualTo(409);

        answer(one, post(provider + "/arrive"));
        answer(one, post(provider + "/admit"));

        MockHttpServletResponse token = answer(one, post(patient + "/token"));
        assertThat(token.getContentAsString()).contains("\"identity\":\"patient-");
        assertThat(token.getHeader("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void a_line_that_is_said_twice_is_kept_once_and_whoever_was_away_asks_for_what_came_since() throws Exception {
        answer(one, post(provider + "/arrive"));
        UUID key = UUID.randomUUID();
        assertThat(say(provider, key, " hello ").getContentAsString()).contains("\"number\":1", "\"hello\"");
        assertThat(say(provider, key, "hello").getContentAsString()).contains("\"number\":1");
        say(provider, UUID.randomUUID(), "again");

        assertThat(answer(other, get(provider + "/chat?since=1")).getContentAsString())
                .contains("\"number\":2", "again")
                .doesNotContain("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void a_line_without_words_is_refused(String words) throws Exception {
        answer(one, post(provider + "/arrive"));
        assertThat(say(provider, UUID.randomUUID(), words).getStatus()).isEqualTo(400);
        assertThat(say(provider, UUID.randomUUID(), "x".repeat(2001)).getStatus())
                .isEqualTo(400);
        assertThat(say(provider, null, "x").getStatus()).isEqualTo(400);
    }

    @Test
    void what_is_no_link_of_ours_is_a_problem_in_json() throws Exception {
        MockHttpServletResponse answer = answer(one, get("/join/eA.eA/state"));
        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
    }

    @Test
    void a_node_that_stops_lets_go_of_its_listeners() throws Exception {
        var listening = one.perform(get(patient + "/events")).andReturn();
        assertThat(listening.getRequest().isAsyncStarted()).isTrue();

        oneNode.stop();

        assertThat(listening.getAsyncResult(Duration.ofSeconds(30).toMillis())).isNull();
    }

    private MockHttpServletResponse say(String link, UUID key, String text) throws Exception {
        String named = key == null ? "null" : '"' + key.toString() + '"';
        return answer(
                one,
                post(link + "/chat")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"key\": " + named + ", \"text\": \"" + text + "\"}"));
    }

    private static MockHttpServletResponse answer(MockMvc node, MockHttpServletRequestBuilder request)
            throws Exception {
        return node.perform(request).andReturn().getResponse();
    }

    private static void await(MockHttpServletResponse heard, String words) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(heard.getContentAsString()).contains(words));
    }

    private String link(String participant) {
        return new SignedJoinLinks(vault, (id, who) -> 0, clock, "https://clinic.example")
                .linkFor(visit, participant)
                .orElseThrow()
                .getPath();
    }

    private JoinDoor door() {
        return new JoinDoor(
                new SignedJoinLinks(vault, (id, who) -> 0, clock, "https://clinic.example"), bookings, clock);
    }

    private WaitingRoom room() {
        VideoTokens tokens = new VideoTokens(
                bookings,
                rooms,
                identities,
                audit,
                clock,
                Clock.systemUTC(),
                "AC00000000000000000000000000000001",
                "SK00000000000000000000000000000001",
                "an-api-secret-of-thirty-two-characters");
        return new WaitingRoom(visitors, chat, tokens, recordings, audit, clock, Clock.systemUTC());
    }

    private VisitFeed feed() {
        VisitFeed feed = new VisitFeed(bookings, door(), room(), visitors);
        feed.start();
        return feed;
    }

    /** With the answers to errors that all controllers share; they are the room's own next door. */
    private MockMvc node(VisitFeed feed) throws ClassNotFoundException {
        Class<?> problems = Class.forName(Consultation.class.getPackageName() + ".ProblemDetails");
        return MockMvcBuilders.standaloneSetup(new VisitController(door(), room(), chat, visitors, feed))
                .setControllerAdvice(BeanUtils.instantiateClass(problems))
                .build();
    }
}
