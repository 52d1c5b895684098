package org.consultflow.channel.words;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.parsers.SAXParserFactory;

import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import org.xml.sax.helpers.DefaultHandler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Reads the templates as delivered: what is wrong with one fails the build, not the night. */
class TemplatesTest {

    private static final Path TEMPLATES = Path.of("templates");
    static final List<String> LANGUAGES = List.of("en", "es");
    private static final List<String> AUDIENCES = List.of("patient", "provider");
    static final Set<String> KINDS = Set.of(
            "booked",
            "confirmation",
            "reminder-24h",
            "reminder-1h",
            "reminder-15min",
            "reminder",
            "payment-requested",
            "payment-confirmed",
            "payment-overdue",
            "accepted",
            "declined",
            "rescheduled",
            "cancelled",
            "session-started",
            "follow-up",
            "no-show");

    private final TemplateMessageRenderer renderer =
            new TemplateMessageRenderer(new TemplateEngine(TEMPLATES), Facts.CLINIC);

    static Stream<Arguments> messages() {
        return kinds().stream().flatMap(kind -> LANGUAGES.stream()
                .flatMap(language -> AUDIENCES.stream().flatMap(audience -> Stream.of(
                                Facts.full(kind, audience),
                                Facts.full(kind, audience, "video", "patient"),
                                Facts.full(kind, audience, "voice", "provider"),
                                Facts.minimal(kind, audience))
                        .map(facts -> arguments(kind, language, facts)))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("messages")
    void a_mail_is_complete_and_its_two_parts_say_the_same(String kind, String language, MessageFacts facts)
            throws Exception {
        Content mail = renderer.render("email", kind, Locale.forLanguageTag(language), facts);

        assertThat(mail.locale()).isEqualTo(Locale.forLanguageTag(language));
        for (String part : List.of(mail.subject(), mail.html(), mail.text())) {
            assertThat(part).isNotBlank().doesNotContain("${", "<#", "<@", "null");
        }
        assertThat(mail.text()).doesNotContain("<", "&amp;", "&#");
        assertThat(mail.html())
                .contains("lang=\"" + language + "\"", "color-scheme", "prefers-color-scheme: dark", "viewport")
                .doesNotContainPattern("<img(?![^>]* alt=)");
        wellFormed(mail.html());
        TimeWords times = TimeWords.in(mail.locale());
        for (String part :
                List.of(mail.html().toLowerCase(Locale.ROOT), mail.text().toLowerCase(Locale.ROOT))) {
            assertThat(part)
                    .contains(
                            times.day(facts.start()).toLowerCase(Locale.ROOT),
                            times.time(facts.start()).toLowerCase(Locale.ROOT),
                            facts.recipientName().toLowerCase(Locale.ROOT),
                            Facts.CLINIC.supportEmail(),
                            Facts.CLINIC.supportPhone());
            assertThat(part.contains(Facts.JOIN.toLowerCase(Locale.ROOT)))
                    .as("the join link stands in both parts or in none")
                    .isEqualTo(mail.text().contains(Facts.JOIN));
            assertThat(part.contains(Facts.SESSIONS.toLowerCase(Locale.ROOT)))
                    .as("the link to the list stands in both parts or in none")
                    .isEqualTo(mail.text().contains(Facts.SESSIONS));
            assertThat(part.contains("aud"))
                    .as("the amount stands in both parts or in none")
                    .isEqualTo(mail.text().contains("AUD"));
            assertThat(part.contains(Facts.REASON))
                    .as("the reason stands in both parts or in none")
                    .isEqualTo(mail.text().contains(Facts.REASON));
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("messages")
    void what_others_can_read_tells_no_name_no_place_and_no_reason(String kind, String language, MessageFacts facts) {
        Locale locale = Locale.forLanguageTag(language);
        Content mail = renderer.render("email", kind, locale, facts);
        List<String> open = List.of(
                mail.subject(),
                renderer.render("sms", kind, locale, facts).text(),
                renderer.render("whatsapp", kind, locale, facts).text(),
                preheader(mail.html()));

        for (String words : open) {
            assertThat(words)
                    .isNotBlank()
                    .doesNotContain("${", "<", "null")
                    .doesNotContainIgnoringCase("Alex")
                    .doesNotContainIgnoringCase("Robin")
                    .doesNotContainIgnoringCase(Facts.LOCATION)
                    .doesNotContainIgnoringCase(Facts.REASON)
                    .doesNotContain(Facts.EMAIL, Facts.SESSIONS, "AUD");
        }
        assertThat(mail.subject()).doesNotContain("\n", "\r").hasSizeLessThanOrEqualTo(90);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"booked", "confirmation", "rescheduled", "cancelled", "reminder", "reminder-24h", "reminder-1h"})
    void a_provider_s_mail_leads_to_their_list_of_sessions(String kind) {
        for (String language : LANGUAGES) {
            assertThat(renderer.render("email", kind, Locale.forLanguageTag(language), Facts.full(kind, "provider"))
                            .text())
                    .containsOnlyOnce(Facts.SESSIONS);
        }
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("messages")
    void a_text_message_is_short_and_says_who_writes_and_how_to_stop(String kind, String language, MessageFacts facts) {
        Locale locale = Locale.forLanguageTag(language);
        Content sms = renderer.render("sms", kind, locale, facts);
        Content whatsapp = renderer.render("whatsapp", kind, locale, facts);

        assertThat(Gsm.canWrite(sms.text())).as(sms.text()).isTrue();
        assertThat(Gsm.segments(sms.text())).as(sms.text()).isLessThanOrEqualTo(2);
        if (facts.joinUrl() == null) {
            assertThat(Gsm.segments(sms.text())).as(sms.text()).isLessThanOrEqualTo(language.equals("en") ? 1 : 2);
        }
        assertThat(whatsapp.text()).hasSizeLessThanOrEqualTo(1024);
        for (Content message : List.of(sms, whatsapp)) {
            assertThat(message.text()).contains(Facts.CLINIC.name(), "STOP");
            assertThat(message.subject()).isNull();
            assertThat(message.html()).isNull();
            assertThat(message.calendar()).isEmpty();
            assertThat(message.variables()).startsWith(Facts.CLINIC.name());
        }
    }

    @Test
    void no_two_kinds_share_the_same_words() {
        Map<String, String> seen = new HashMap<>();
        for (String kind : KINDS) {
            String audience = kind.equals("booked") ? "provider" : "patient";
            for (String language : LANGUAGES) {
                for (MessageFacts facts : List.of(Facts.full(kind, audience), Facts.minimal(kind, audience))) {
                    Locale locale = Locale.forLanguageTag(language);
                    Content mail = renderer.render("email", kind, locale, facts);
                    Map.of(
                                    "subject", mail.subject(),
                                    "body", mail.text(),
                                    "sms",
                                            renderer.render("sms", kind, locale, facts)
                                                    .text(),
                                    "whatsapp",
                                            renderer.render("whatsapp", kind, locale, facts)
                                                    .text())
                            .forEach((part, words) -> {
                                String other = seen.putIfAbsent(
                                        part + language + (facts.joinUrl() == null) + wordsOnly(words), kind);
                                assertThat(other)
                                        .as(part + " of " + kind + ": " + words)
                                        .isNull();
                            });
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "booked",
                "confirmation",
                "declined",
                "rescheduled",
                "cancelled",
                "session-started",
                "follow-up",
                "no-show"
            })
    void patient_and_provider_read_different_words(String kind) {
        for (String language : LANGUAGES) {
            Locale locale = Locale.forLanguageTag(language);
            for (String channel : List.of("sms", "whatsapp", "email")) {
                assertThat(wordsOnly(renderer.render(channel, kind, locale, Facts.full(kind, "patient"))
                                .text()))
                        .isNotEqualTo(wordsOnly(renderer.render(channel, kind, locale, Facts.full(kind, "provider"))
                                .text()));
            }
        }
    }

    private static String wordsOnly(String words) {
        return words.replace(Facts.JOIN, "")
                .replace(Facts.SESSIONS, "")
                .replace(Facts.DEVICE_TEST, "")
                .replace(Facts.ANSWER, "")
                .replaceAll("[^\\p{L}]+", " ");
    }

    private static String preheader(String html) {
        int from = html.indexOf("aria-hidden=\"true\">") + "aria-hidden=\"true\">".length();
        return html.substring(from, html.indexOf("&#847;", from));
    }

    private static void wellFormed(String html) throws Exception {
        SAXParserFactory factory = SAXParserFactory.newInstance();
        factory.newSAXParser()
                .parse(new InputSource(new StringReader(html.substring(html.indexOf("<html")))), new DefaultHandler());
    }

    static Set<String> kinds() {
        try (Stream<Path> folders = Files.list(TEMPLATES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> !name.startsWith("_"))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
