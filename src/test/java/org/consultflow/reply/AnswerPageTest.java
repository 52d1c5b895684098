package org.consultflow.reply;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.ProcessSuspendedException;
import org.consultflow.crypto.Vault;
import org.consultflow.support.MovableClock;
import org.consultflow.time.RealTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

/** The page behind the link in a reminder: looking changes nothing, a button acts once. */
class AnswerPageTest extends ReplySteps {

    @Autowired
    SignedAnswerLinks links;

    @Autowired
    AnswerDesk desk;

    @Autowired
    AnswerPage page;

    @Autowired
    Vault vault;

    @Autowired
    @RealTime
    MovableClock realTime;

    @Autowired
    ApplicationContext context;

    private MockMvc browser;
    private Consultation visit;
    private URI link;

    @BeforeEach
    void aLink() {
        realTime.set(ReplyContext.NOW);
        browser = MockMvcBuilders.standaloneSetup(new AnswerController(desk, page))
                .setControllerAdvice(context.getBean("problemDetails"))
                .build();
        visit = aVisit("pat-1", NUMBER, "en");
        link = links.linkFor(visit, "reminder-24h").orElseThrow();
    }

    @Test
    void it_asks_with_day_and_time_in_the_patients_zone_and_names_nobody() throws Exception {
        assertThat(text(open(link)))
                .contains("data-state=\"open\"", "Will you come?", "Example Clinic", "+61 3 5550 0100")
                .contains("Wednesday", "2 December 2026", "11:00", "Australian Eastern Daylight Time")
                .contains("value=\"confirm\"", "value=\"another-time\"", "href=\"?sure=cancel\"")
                .doesNotContain("Patience", "Exampledoctor", "value=\"cancel\"", "<script", "style=");
    }

    @Test
    void it_speaks_spanish_too() throws Exception {
        MockHttpServletResponse answer =
                perform(get(URI.create(link.getRawPath())).header("Accept-Language", "es-MX"));

        assertThat(answer.getHeader("Content-Language")).isEqualTo("es");
        assertThat(text(answer)).contains("¿Acudirá a su cita?", "Anular la cita", "2 de diciembre de 2026");
    }

    @Test
    void it_is_not_kept_sets_no_cookie_and_is_told_to_no_other_site() throws Exception {
        MockHttpServletResponse answer = open(link);

        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(answer.getHeader("X-Robots-Tag")).isEqualTo("noindex, nofollow");
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "form-action 'self'")
                .doesNotContain("script", "unsafe");
        assertThat(answer.getCookies()).isEmpty();
    }

    @Test
    void a_scanner_that_opens_every_link_changes_nothing() throws Exception {
        List<String> before = history(visit);

        for (String query : List.of("", "?sure=cancel", "?answer=cancel", "?answer=confirm", "?sure=confirm")) {
            assertThat(perform(get(URI.create(link.getRawPath() + query))).getStatus())
                    .isEqualTo(200);
            assertThat(perform(head(URI.create(link.getRawPath() + query))).getStatus())
                    .isEqualTo(200);
        }

        assertThat(history(visit)).isEqualTo(before);
        assertThat(engine.told).isEmpty();
        assertThat(engine.asked).isEmpty();
        assertThat(uses()).isZero();
        assertThat(now(visit)).isEqualTo(visit);
    }

    @Test
    void a_confirmation_acts_and_uses_the_link_up() throws Exception {
        assertThat(text(press(link, "confirm"))).contains("data-state=\"confirmed-by-link\"", "Thank you", "11:00");
        assertThat(last(visit).detail()).isEqualTo("by link");
        assertThat(consultations.patientConfirmed(visit.id())).isTrue();

        assertThat(text(press(link, "cancel"))).contains("data-state=\"confirmed-by-link\"");
        assertThat(text(open(link)))
                .contains("data-state=\"confirmed-by-link\"")
                .doesNotContain("<form");
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(engine.told).containsExactly("confirmed by link");
    }

    @Test
    void cancelling_is_asked_once_more_and_then_done_as_the_patient() throws Exception {
        assertThat(text(perform(get(URI.create(link.getRawPath() + "?sure=cancel")))))
                .contains("data-state=\"sure\"", "Cancel the visit?", "value=\"cancel\"", "method=\"post\"", "11:00")
                .doesNotContain("value=\"confirm\"");

        assertThat(text(press(link, "cancel"))).contains("data-state=\"cancelled-by-link\"");
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CANCELLED);
        assertThat(now(visit).cancelledBy()).isEqualTo(Party.PATIENT);
        assertThat(text(press(link, "cancel"))).contains("data-state=\"cancelled-by-link\"");
        assertThat(engine.told).containsExactly("cancelled by patient");
    }

    @Test
    void another_time_reaches_a_person_and_leaves_the_visit_as_it_is() throws Exception {
        assertThat(text(press(link, "another-time"))).contains("data-state=\"another-time-by-link\"", "11:00");

        assertThat(engine.asked).hasSize(1);
        assertThat(engine.asked.get(0).reason()).isEqualTo("another-time");
        assertThat(engine.asked.get(0).consultationId()).isEqualTo(visit.id());
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
    }

    @Test
    void a_double_click_acts_once() throws Exception {
        for (int round = 0; round < 5; round++) {
            Consultation next = aVisit("pat-d" + round, NUMBER, "en");
            URI its = links.linkFor(next, "reminder-24h").orElseThrow();

            List<String> pages = atOnce(its, "confirm", "confirm", "confirm");

            assertThat(pages).allSatisfy(said -> assertThat(said).contains("data-state=\"confirmed-by-link\""));
            assertThat(history(next)).containsOnlyOnce("patient-confirmed");
            assertThat(answersOf(next)).containsExactly("confirm");
        }
    }

    @Test
    void of_two_tabs_that_answer_differently_one_counts_and_both_say_which() throws Exception {
        for (int round = 0; round < 5; round++) {
            Consultation next = aVisit("pat-t" + round, NUMBER, "en");
            URI its = links.linkFor(next, "reminder-24h").orElseThrow();

            List<String> pages = atOnce(its, "confirm", "cancel");

            boolean cancelled = now(next).status() == ConsultationStatus.CANCELLED;
            String state = cancelled ? "data-state=\"cancelled-by-link\"" : "data-state=\"confirmed-by-link\"";
            assertThat(pages).allSatisfy(said -> assertThat(said).contains(state));
            assertThat(answersOf(next)).containsExactly(cancelled ? "cancel" : "confirm");
            assertThat(consultations.patientConfirmed(next.id())).isEqualTo(!cancelled);
        }
    }

    @Test
    void what_failed_has_not_used_the_link_up() throws Exception {
        engine.breaks(true);
        assertThat(catchThrowable(() -> press(link, "another-time"))).isNotNull();
        assertThat(uses()).isZero();
        engine.breaks(false);

        assertThat(text(press(link, "another-time"))).contains("data-state=\"another-time-by-link\"");
    }

    @Test
    void while_the_process_is_suspended_the_patient_is_asked_to_come_back_and_the_link_still_counts() throws Exception {
        engine.failsWith(new ProcessSuspendedException());
        MockHttpServletResponse answer = press(link, "another-time");
        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(text(answer))
                .contains("data-state=\"later\"", "Please try again later", "+61 3 5550 0100")
                .doesNotContain("<time", "<form", "later.text");
        assertThat(uses()).isZero();
        engine.failsWith(null);

        assertThat(text(press(link, "another-time"))).contains("data-state=\"another-time-by-link\"");
    }

    @Test
    void each_message_has_a_link_of_its_own_so_that_a_patient_may_think_again() throws Exception {
        press(link, "confirm");
        URI later = links.linkFor(visit, "reminder-1h").orElseThrow();

        assertThat(text(open(later))).contains("data-state=\"open\"");
        assertThat(text(press(later, "cancel"))).contains("data-state=\"cancelled-by-link\"");
        assertThat(text(open(link))).contains("data-state=\"cancelled\"");
    }

    @Test
    void at_the_start_it_is_too_late() throws Exception {
        clock.set(start(visit).minusSeconds(1));
        assertThat(open(link).getStatus()).isEqualTo(200);
        clock.set(start(visit));

        assertThat(open(link).getStatus()).isEqualTo(410);
        assertThat(text(press(link, "cancel")))
                .contains("data-state=\"expired\"")
                .doesNotContain("<form");
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
        assertThat(links.linkFor(visit, "reminder-24h")).isEmpty();
        realTime.set(start(visit).plus(Duration.ofDays(30)));
        assertThat(open(link).getStatus()).isEqualTo(404);
    }

    @Test
    void a_link_to_an_earlier_time_is_revoked_and_tells_nothing_of_the_new_one() throws Exception {
        commands.reschedule(
                visit.id(),
                json.createObjectNode()
                        .put("start", start(visit).plus(Duration.ofHours(3)).toString()));
        engine.told.clear();

        assertThat(open(link).getStatus()).isEqualTo(410);
        assertThat(text(press(link, "cancel")))
                .contains("data-state=\"moved\"")
                .doesNotContain("<time", "<form", "2026");
        assertThat(engine.told).isEmpty();
        assertThat(text(open(links.linkFor(now(visit), "reminder-24h").orElseThrow())))
                .contains("data-state=\"open\"");
    }

    @Test
    void what_the_clinic_cancelled_cannot_be_answered() throws Exception {
        commands.cancel(visit.id(), Party.CLINIC, null);

        assertThat(text(press(link, "confirm")))
                .contains("data-state=\"cancelled\"")
                .doesNotContain("<time", "<form");
        assertThat(uses()).isZero();
        assertThat(links.linkFor(now(visit), "reminder-24h")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "x.y", ".", "eA.eA", "a.b.c"})
    void what_is_no_link_of_ours_is_not_found_in_words(String token) throws Exception {
        URI address = URI.create("https://clinic.example/answer/" + token);

        assertThat(open(address).getStatus()).isEqualTo(404);
        assertThat(text(press(address, "cancel"))).contains("data-state=\"unknown\"");
    }

    @Test
    void a_join_link_answers_nothing() throws Exception {
        String token = vault.sign("join", visit.id() + ".1.reminder-24h", start(visit));

        assertThat(press(URI.create("https://clinic.example/answer/" + token), "cancel")
                        .getStatus())
                .isEqualTo(404);
        assertThat(now(visit).status()).isEqualTo(ConsultationStatus.CONFIRMED);
    }

    @ParameterizedTest
    @CsvSource({"''", "yes", "CONFIRM"})
    void an_answer_that_there_is_not_is_refused_by_name(String answer) throws Exception {
        MockHttpServletResponse refused = press(link, answer);

        assertThat(refused.getStatus()).isEqualTo(400);
        assertThat(refused.getContentAsString()).contains("answer has to be confirm, cancel or another-time");
        assertThat(uses()).isZero();
    }

    private List<String> atOnce(URI address, String... answers) throws Exception {
        CyclicBarrier together = new CyclicBarrier(answers.length);
        ExecutorService tabs = Executors.newFixedThreadPool(answers.length);
        try {
            List<Future<String>> pressed = new ArrayList<>();
            for (String answer : answers) {
                pressed.add(tabs.submit(() -> {
                    together.await();
                    return text(press(address, answer));
                }));
            }
            List<String> pages = new ArrayList<>();
            for (Future<String> page : pressed) {
                pages.add(page.get());
            }
            return pages;
        } finally {
            tabs.shutdownNow();
        }
    }

    private List<String> answersOf(Consultation consultation) {
        return jdbc.sql("select answer from patient_answer where consultation_id = :id")
                .param("id", consultation.id())
                .query(String.class)
                .list();
    }

    private long uses() {
        return jdbc.sql("select count(*) from used_answer_link")
                .query(Long.class)
                .single();
    }

    private MockHttpServletResponse open(URI address) throws Exception {
        return perform(get(URI.create(address.getRawPath())).header("Accept-Language", "en-AU"));
    }

    private MockHttpServletResponse press(URI address, String answer) throws Exception {
        return perform(post(URI.create(address.getRawPath())).param("answer", answer));
    }

    private MockHttpServletResponse perform(MockHttpServletRequestBuilder request) throws Exception {
        return browser.perform(request).andReturn().getResponse();
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
