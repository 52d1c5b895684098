package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The camera and microphone test as it is sent. What it does in a browser: {@code TryingOutDevicesTest}. */
class DeviceTestPageTest {

    private final JoinPage pages = new JoinPage("Example & Clinic", "support@clinic.example", "+61 3 5550 0100");

    @Test
    void only_this_page_may_use_camera_and_microphone_and_the_browser_lets_nothing_out() throws Exception {
        MockHttpServletResponse answer = request("en");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getHeader("Permissions-Policy")).contains("camera=(self)", "microphone=(self)");
        assertThat(answer.getHeader("Content-Security-Policy"))
                .contains("default-src 'none'", "connect-src 'none'", "form-action 'none'", "frame-ancestors 'none'")
                .doesNotContain("unsafe", "*");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.getHeader("X-Robots-Tag")).isEqualTo("noindex, nofollow");
        assertThat(text(answer)).doesNotContain("style=", "onclick", "<script>", "<form");
    }

    @ParameterizedTest
    @CsvSource({
        "en, nothing is recorded, 'needs JavaScript', If camera or microphone is not allowed",
        "es-MX, no se graba nada, 'necesita JavaScript', Si la cámara o el micrófono no están permitidos",
        "fr, nothing is recorded, 'needs JavaScript', If camera or microphone is not allowed"
    })
    void it_says_what_it_does_what_it_needs_and_whom_to_call(
            String wanted, String promise, String without, String denied) throws Exception {
        MockHttpServletResponse answer = request(wanted);

        assertThat(answer.getHeader("Content-Language")).isEqualTo(wanted.startsWith("es") ? "es" : "en");
        assertThat(text(answer))
                .contains(promise, without, denied, "Example &amp; Clinic", "+61 3 5550 0100", "tel:+61355500100")
                .contains("<b>Firefox:</b>", "<b>Chrome, Edge:</b>", "iPhone");
    }

    @Test
    void without_javascript_nothing_is_shown_that_would_do_nothing() throws Exception {
        String page = text(request("en"));

        assertThat(page.lines().filter(line -> line.contains("data-with-script")))
                .isNotEmpty()
                .allMatch(line -> line.contains("hidden"));
        assertThat(page).contains("<p data-without-script>").doesNotContain("<p data-without-script hidden");
    }

    @ParameterizedTest
    @EnumSource
    void the_join_page_leads_there_as_long_as_the_visit_is_ahead(JoinState state) {
        boolean ahead = List.of(JoinState.UNCONFIRMED, JoinState.EARLY).contains(state);

        JoinPage.Shown shown = new JoinPage.Shown(state, null, "x", Participant.PATIENT, "sandbox");
        assertThat(pages.write(shown, VideoTestContext.NOW, english()).contains("<a href=\"test\">"))
                .isEqualTo(ahead);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void every_word_of_it_is_there_in_every_language(String language) {
        JoinWords words = JoinWords.in(List.of(Locale.forLanguageTag(language)));

        assertThat(words.all("test.", "Example Clinic", "+61 3 5550 0100").keySet())
                .isEqualTo(english().all("test.", "", "").keySet());
        assertThat(words.all("test.", "Example Clinic", "+61 3 5550 0100").values())
                .allSatisfy(said -> assertThat(said).isNotBlank().doesNotContain("{", "''"));
    }

    private static JoinWords english() {
        return JoinWords.in(List.of(Locale.ENGLISH));
    }

    private MockHttpServletResponse request(String language) throws Exception {
        JoinController controller = new JoinController(null, pages, null, Clock.systemUTC(), "sandbox");
        return MockMvcBuilders.standaloneSetup(controller)
                .build()
                .perform(get("/join/test").header("Accept-Language", language))
                .andReturn()
                .getResponse();
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }
}
