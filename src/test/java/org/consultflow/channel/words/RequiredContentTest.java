package org.consultflow.channel.words;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.consultflow.delivery.Content;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What each kind has to contain, and what it must not yet. */
class RequiredContentTest {

    private final TemplateMessageRenderer renderer =
            new TemplateMessageRenderer(new TemplateEngine(Path.of("templates")), Facts.CLINIC);

    @ParameterizedTest(name = "{0} to the {1}: {2}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        booked            | provider | patient type duration place answer-by calendar-links                              | join answer
        confirmation      | patient  | provider photo type duration place policy calendar-links                          | join answer
        confirmation      | provider | patient type duration calendar-links                                              | join answer
        reminder-24h      | patient  | provider photo type duration place join prepare technical test-link support answer | calendar-links
        reminder-1h       | patient  | join device-test test-link provider support answer                                | calendar-links
        reminder-15min    | patient  | join provider                                                                     | calendar-links answer
        reminder          | patient  | join provider policy answer                                                       | calendar-links
        payment-requested | patient  | amount pay-by support provider                                                    | join calendar-links answer
        payment-confirmed | patient  | amount provider                                                                   | pay-by join calendar-links answer
        payment-overdue   | patient  | amount pay-by support                                                             | join calendar-links answer
        accepted          | patient  | provider                                                                          | join calendar-links answer
        declined          | patient  | provider reason support                                                           | join calendar-links answer
        declined          | provider | patient                                                                           | join calendar-links answer
        rescheduled       | patient  | provider place policy calendar-links                                              | join answer
        rescheduled       | provider | patient place calendar-links                                                      | join answer
        cancelled         | patient  | reason support type                                                               | join calendar-links answer
        cancelled         | provider | patient reason                                                                    | join calendar-links answer
        session-started   | patient  | join provider support                                                             | calendar-links answer
        session-started   | provider | join patient                                                                      | calendar-links answer
        follow-up         | patient  | provider duration type support                                                    | join calendar-links answer
        follow-up         | provider | patient duration                                                                  | join calendar-links answer
        no-show           | patient  | provider support                                                                  | join calendar-links answer
        no-show           | provider | patient support                                                                   | join calendar-links answer
        """)
    void a_mail_contains(String kind, String audience, String required, String forbidden) {
        for (String language : List.of("en", "es")) {
            Locale locale = Locale.forLanguageTag(language);
            Content mail = renderer.render("email", kind, locale, Facts.full(kind, audience));
            for (String what : required.split(" ")) {
                assertThat(mail.html()).as(what).contains(inHtml(words(what, locale)));
                if (!what.equals("photo")) {
                    assertThat(mail.text()).as(what).contains(words(what, locale));
                }
            }
            for (String what : forbidden.split(" ")) {
                for (String word : words(what, locale)) {
                    assertThat(mail.html()).as(what).doesNotContain(word);
                    assertThat(mail.text()).as(what).doesNotContain(word);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        booked            | provider | day time
        confirmation      | patient  | day time
        reminder-24h      | patient  | day time join
        reminder-1h       | patient  | day time join
        reminder-15min    | patient  | time join
        reminder          | patient  | day time join
        payment-requested | patient  | day time
        payment-confirmed | patient  | day time
        payment-overdue   | patient  | day time
        accepted          | patient  | day time
        declined          | patient  | day time
        rescheduled       | patient  | day time
        cancelled         | patient  | day time
        session-started   | patient  | join
        follow-up         | patient  | day
        no-show           | patient  | day time
        """)
    void a_text_message_contains(String kind, String audience, String required) {
        for (String language : List.of("en", "es")) {
            Locale locale = Locale.forLanguageTag(language);
            TimeWords times = TimeWords.in(locale);
            String sms = renderer.render("sms", kind, locale, Facts.full(kind, audience))
                    .text();
            String whatsapp = renderer.render("whatsapp", kind, locale, Facts.full(kind, audience))
                    .text();
            for (String what : required.split(" ")) {
                switch (what) {
                    case "day" -> {
                        assertThat(sms).contains(times.dayShort(Facts.START));
                        assertThat(whatsapp).contains(times.day(Facts.START));
                    }
                    case "time" -> {
                        assertThat(sms).contains(times.timeShort(Facts.START));
                        assertThat(whatsapp).contains(times.time(Facts.START));
                    }
                    default -> {
                        assertThat(sms).contains(Facts.JOIN);
                        assertThat(whatsapp).contains(Facts.JOIN);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"reminder-24h, en", "reminder-24h, es", "reminder-1h, en", "reminder-1h, es"})
    void whatsapp_leads_to_the_camera_and_microphone_test_where_there_is_video(String kind, String language) {
        Locale locale = Locale.forLanguageTag(language);

        assertThat(renderer.render("whatsapp", kind, locale, Facts.full(kind, "patient"))
                        .text())
                .contains(Facts.DEVICE_TEST);
        assertThat(renderer.render("whatsapp", kind, locale, Facts.minimal(kind, "patient"))
                        .text())
                .doesNotContain("http");
    }

    @ParameterizedTest
    @CsvSource({"reminder-24h", "reminder-1h", "reminder"})
    void whatsapp_leads_to_the_answer_page_and_an_sms_stays_short(String kind) {
        for (String language : List.of("en", "es")) {
            Locale locale = Locale.forLanguageTag(language);
            Content whatsapp = renderer.render("whatsapp", kind, locale, Facts.full(kind, "patient"));

            assertThat(whatsapp.text()).contains(Facts.ANSWER);
            assertThat(whatsapp.variables()).endsWith(Facts.JOIN, Facts.ANSWER);
            assertThat(renderer.render("sms", kind, locale, Facts.full(kind, "patient"))
                            .text())
                    .doesNotContain(Facts.ANSWER);
        }
    }

    private static String[] inHtml(String[] words) {
        String[] escaped = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            escaped[i] = words[i].replace("&", "&amp;");
        }
        return escaped;
    }

    private static String[] words(String what, Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        TimeWords times = TimeWords.in(locale);
        return switch (what) {
            case "patient" -> new String[] {Facts.PATIENT};
            case "provider" -> new String[] {Facts.PROVIDER};
            case "photo" -> new String[] {"src=\"" + Facts.PHOTO + "\""};
            case "type" -> new String[] {english ? "In person or by video" : "Presencial o por videollamada"};
            case "duration" -> new String[] {english ? "50 minutes" : "50 minutos"};
            case "place" -> new String[] {Facts.LOCATION};
            case "join" -> new String[] {Facts.JOIN};
            case "device-test" ->
                new String[] {english ? "try out your camera and microphone" : "pruebe su cámara y su micrófono"};
            case "test-link" -> new String[] {Facts.DEVICE_TEST};
            case "answer" -> new String[] {Facts.ANSWER};
            case "policy" -> new String[] {english ? "at least 24 hours before" : "al menos 24 horas de antelación"};
            case "prepare" -> new String[] {english ? "To prepare" : "Cómo prepararse"};
            case "technical" ->
                new String[] {english ? "What you need for video" : "Qué necesita para la videollamada"};
            case "support" -> new String[] {Facts.CLINIC.supportPhone(), Facts.CLINIC.supportEmail()};
            case "amount" -> new String[] {english ? "120.00 AUD" : "120,00 AUD"};
            case "pay-by" -> new String[] {times.when(Facts.START.minusDays(4))};
            case "answer-by" -> new String[] {times.when(Facts.START.minusDays(6))};
            case "reason" -> new String[] {Facts.REASON};
            case "calendar-links" ->
                new String[] {
                    "https://calendar.google.com/calendar/render?action=TEMPLATE",
                    "https://outlook.live.com/calendar/0/deeplink/compose?",
                    ".ics"
                };
            default -> throw new IllegalArgumentException(what);
        };
    }
}
