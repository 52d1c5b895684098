package org.consultflow.channel.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.consultflow.delivery.Content;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class TemplateEngineTest {

    @TempDir
    Path templates;

    private TemplateMessageRenderer renderer;

    @BeforeEach
    void words() throws IOException {
        write("reminder/en/sms.txt", "generic in English");
        write("reminder/es/sms.txt", "generic in Spanish");
        write("_calendar/en/title.txt", "title");
        write("_calendar/en/description.txt", "description");
        renderer = new TemplateMessageRenderer(new TemplateEngine(templates), Facts.CLINIC);
    }

    @Nested
    class What_a_template_may_say {

        @ParameterizedTest
        @ValueSource(
                strings = {"${joinUlr}", "<#if joinUlr??>x</#if>", "${joinUlr!\"\"}", "<#if joinUlr?has_content>x</#if>"
                })
        void a_misspelt_placeholder_fails_and_is_named_with_its_template(String template) throws IOException {
            write("cancelled/en/sms.txt", "\n" + template);

            assertThatThrownBy(() -> sms("cancelled"))
                    .isInstanceOf(TemplateNotFilledException.class)
                    .hasMessageContainingAll("cancelled/en/sms.txt", "line 2", "'joinUlr'");
        }

        @Test
        void the_check_of_the_delivered_templates_finds_one_in_a_branch_that_is_never_walked() {
            String template = "<#if joinUrl??><#if false>${pateintName}</#if><@b.join label=\"x\" + dya/></#if>";

            assertThat(TemplateNames.unknownIn(template, Set.of("joinUrl", "b")))
                    .containsExactly("dya", "pateintName");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "patientName",
                    "providerName",
                    "recipientName",
                    "otherName",
                    "location",
                    "reason",
                    "amount",
                    "consultationType",
                    "providerPhotoUrl",
                    "cancelledBy"
                })
        void what_only_a_mail_may_say_cannot_be_said_in_a_text_or_a_subject(String placeholder) throws IOException {
            write("cancelled/en/sms.txt", "${" + placeholder + "}");
            write("cancelled/en/email.html", "x");
            write("cancelled/en/email.txt", "x");
            write("cancelled/en/subject.txt", "${" + placeholder + "}");

            assertThatThrownBy(() -> sms("cancelled"))
                    .hasMessageContainingAll(
                            "cancelled/en/sms.txt", "'" + placeholder + "' may stand in the body of a mail only");
            assertThatThrownBy(() -> mail("cancelled"))
                    .hasMessageContainingAll("cancelled/en/subject.txt", "'" + placeholder + "'");
        }

        @Test
        void what_this_message_has_not_got_fails_when_it_is_not_asked_for_first() throws IOException {
            write("cancelled/en/sms.txt", "Join: ${joinUrl}");

            assertThatThrownBy(() ->
                            renderer.render("sms", "cancelled", Locale.ENGLISH, Facts.minimal("cancelled", "patient")))
                    .hasMessageContainingAll("cancelled/en/sms.txt", "joinUrl");
        }

        @Test
        void a_failure_tells_nothing_of_what_would_have_been_written() throws IOException {
            write("cancelled/en/subject.txt", "x");
            write("cancelled/en/email.html", "${patientName?number}");

            assertThatThrownBy(() -> mail("cancelled"))
                    .hasMessageContaining("cancelled/en/email.html")
                    .hasMessageNotContainingAny("Alex", "Robin")
                    .hasNoCause();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "${\"freemarker.template.utility.Execute\"?new()(\"id\")}",
                    "${\"freemarker.template.utility.ObjectConstructor\"?new()(\"java.io.File\", \"/\")}",
                    "${clinicName.class}",
                    "${clinicName?api.getClass()}",
                    "<#include \"../../../outside.txt\">",
                    "<#include \"file:///etc/hostname\">"
                })
        void no_class_no_method_and_no_file_outside_can_be_reached(String template) throws IOException {
            Files.writeString(templates.resolveSibling("outside.txt"), "outside");
            write("cancelled/en/sms.txt", template);

            assertThatThrownBy(() -> sms("cancelled")).isInstanceOf(TemplateNotFilledException.class);
        }

        @Test
        void html_is_escaped_and_text_is_not() throws IOException {
            write("cancelled/en/subject.txt", "one\n  line");
            write("cancelled/en/email.html", "<p>${clinicName}</p>");
            write("cancelled/en/email.txt", "${clinicName}");
            var clinic = new ClinicProperties("<b>Bones & Co</b>", "a@clinic.example", "+61", "#0f6b66");

            Content mail = new TemplateMessageRenderer(new TemplateEngine(templates), clinic)
                    .render("email", "cancelled", Locale.ENGLISH, Facts.full("cancelled", "patient"));

            assertThat(mail.html()).contains("<p>&lt;b&gt;Bones &amp; Co&lt;/b&gt;</p>");
            assertThat(mail.text()).isEqualTo("<b>Bones & Co</b>");
            assertThat(mail.subject()).isEqualTo("one line");
        }
    }

    @Nested
    class Which_template_is_used {

        @Test
        void a_kind_without_a_folder_falls_back_to_the_reminder() {
            assertThat(sms("reminder-48h").text()).isEqualTo("generic in English");
            assertThat(sms("reminder-48h").kind()).isEqualTo("reminder-48h");
            assertThat(sms("../_layout").text()).isEqualTo("generic in English");
            assertThat(sms("_layout").text()).isEqualTo("generic in English");
        }

        @Test
        void a_region_falls_back_to_its_language_and_a_language_to_english() throws IOException {
            write("cancelled/en/sms.txt", "English");
            write("cancelled/es/sms.txt", "Spanish");

            assertThat(sms("cancelled", "es-MX").text()).isEqualTo("Spanish");
            assertThat(sms("cancelled", "es-MX").locale()).isEqualTo(Locale.forLanguageTag("es"));
            assertThat(sms("cancelled", "fr").text()).isEqualTo("English");
            assertThat(sms("cancelled", "fr").locale()).isEqualTo(Locale.ENGLISH);
            write("payment/es-MX/sms.txt", "Mexican");
            assertThat(sms("payment", "es-MX").text()).isEqualTo("Mexican");
        }

        @Test
        void words_for_the_audience_come_before_the_right_language() throws IOException {
            write("cancelled/en/sms.txt", "English to the patient");
            write("cancelled/es/sms.txt", "Spanish to the patient");
            write("cancelled/en/provider/sms.txt", "English to the provider");
            Locale spanish = Locale.forLanguageTag("es");

            assertThat(renderer.render("sms", "cancelled", spanish, Facts.full("cancelled", "provider"))
                            .text())
                    .isEqualTo("English to the provider");
            assertThat(renderer.render("sms", "cancelled", spanish, Facts.full("cancelled", "patient"))
                            .text())
                    .isEqualTo("Spanish to the patient");
        }

        @Test
        void a_channel_without_words_of_its_own_says_what_an_sms_says() throws IOException {
            assertThat(renderer.render("whatsapp", "reminder", Locale.ENGLISH, Facts.full("reminder", "patient"))
                            .text())
                    .isEqualTo("generic in English");
            write("cancelled/en/sms.txt", "by SMS");
            write("cancelled/en/push.txt", "by push");
            assertThat(renderer.render("push", "cancelled", Locale.ENGLISH, Facts.full("cancelled", "patient"))
                            .text())
                    .isEqualTo("by push");
        }

        @Test
        void dates_follow_the_region_of_the_reader() throws IOException {
            write("cancelled/en/sms.txt", "${day}");

            assertThat(sms("cancelled", "en-US").text()).isEqualTo("Tuesday, December 1, 2026");
            assertThat(sms("cancelled", "en-AU").text()).isEqualTo("Tuesday, 1 December 2026");
        }

        @Test
        void a_saved_change_is_used_without_a_restart() throws IOException {
            assertThat(sms("reminder").text()).isEqualTo("generic in English");
            write("reminder/en/sms.txt", "changed, and of another length");
            // the clock by which files are dated moves in steps: it may not have moved since the test began
            Path file = templates.resolve("reminder/en/sms.txt");
            Files.setLastModifiedTime(
                    file,
                    FileTime.from(Files.getLastModifiedTime(file).toInstant().plusSeconds(1)));

            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sms("reminder").text()).startsWith("changed"));
        }

        @Test
        void words_that_are_added_are_used_without_a_restart_and_so_are_those_before_them_when_they_are_removed()
                throws IOException {
            assertThat(sms("cancelled").text()).isEqualTo("generic in English");

            write("cancelled/en/sms.txt", "words of its own");
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sms("cancelled").text()).isEqualTo("words of its own"));

            Files.delete(templates.resolve("cancelled/en/sms.txt"));
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(sms("cancelled").text()).isEqualTo("generic in English"));
        }
    }

    @Test
    void variables_for_an_approved_template_are_clinic_day_time_and_links() {
        assertThat(sms("reminder").variables())
                .containsExactly(
                        "Example Clinic",
                        "Tuesday, 1 December 2026",
                        "9:00 am (Melbourne time, AEDT)",
                        Facts.JOIN,
                        Facts.ANSWER);
        assertThat(renderer.render("whatsapp", "reminder", Locale.ENGLISH, Facts.minimal("reminder", "patient"))
                        .variables())
                .isEqualTo(List.of("Example Clinic", "Tuesday, 1 December 2026", "9:00 am (Melbourne time, AEDT)"));
    }

    @Test
    void a_missing_folder_stops_the_start_and_names_the_setting() {
        assertThatThrownBy(() -> new TemplateEngine(templates.resolve("nowhere")))
                .hasMessageContaining("consultflow.templates-directory");
    }

    private Content sms(String kind) {
        return sms(kind, "en");
    }

    private Content sms(String kind, String language) {
        return renderer.render("sms", kind, Locale.forLanguageTag(language), Facts.full(kind, "patient"));
    }

    private Content mail(String kind) {
        return renderer.render("email", kind, Locale.ENGLISH, Facts.full(kind, "patient"));
    }

    private void write(String name, String words) throws IOException {
        Path file = templates.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, words);
    }
}
