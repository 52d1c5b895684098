package org.consultflow.channel.words;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;

import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.Component;
import net.fortuna.ical4j.model.component.Observance;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.RRule;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Schedule;
import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CalendarEntriesTest {

    private final TemplateMessageRenderer renderer =
            new TemplateMessageRenderer(new TemplateEngine(Path.of("templates")), Facts.CLINIC);

    @ParameterizedTest(name = "{0} to the {1}: {2}")
    @CsvSource({
        "booked, provider, REQUEST", "confirmation, patient, REQUEST", "confirmation, provider, REQUEST",
        "rescheduled, patient, REQUEST", "rescheduled, provider, REQUEST", "cancelled, patient, CANCEL",
        "cancelled, provider, CANCEL", "declined, provider, CANCEL"
    })
    void a_message_that_changes_the_calendar_carries_an_entry(String kind, String audience, String method)
            throws Exception {
        Content.Calendar entry = entry(Facts.full(kind, audience));

        assertThat(entry.method()).isEqualTo(method);
        Calendar calendar = parsed(entry);
        assertThat(value(calendar, "METHOD")).isEqualTo(method);
        assertThat(calendar.validate(true).hasErrors()).isFalse();
        assertThat(value(event(calendar), "UID")).isEqualTo(Facts.ID + "@consultflow");
        assertThat(value(event(calendar), "ORGANIZER")).isEqualTo("mailto:support@clinic.example");
        assertThat(value(event(calendar), "ATTENDEE")).isEqualTo("mailto:" + Facts.EMAIL);
        assertThat(value(event(calendar), "DTSTAMP")).isEqualTo("20261120T010203Z");
        assertThat(value(event(calendar), "LOCATION")).isEqualTo(Facts.LOCATION);
        assertThat(entry.ics().lines().mapToInt(line -> line.getBytes().length)).allMatch(length -> length <= 75);
        assertThat(entry.ics()).contains("\r\n");
    }

    @Test
    void whoever_adds_the_visit_by_themselves_gets_the_same_entry_with_nobody_invited() throws Exception {
        Schedule schedule = new Schedule(
                Instant.parse("2026-11-30T22:00:00Z"), ZoneId.of("Australia/Melbourne"), Duration.ofMinutes(50), 3);
        Consultation visit = new Consultation(
                Facts.ID,
                ConsultationType.VIDEO,
                ConsultationStatus.CONFIRMED,
                schedule,
                null,
                null,
                null,
                false,
                false,
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH);

        String ics = new CalendarEntries(Facts.CLINIC).publish(visit, "Visit", "Questions", Instant.EPOCH);

        Calendar calendar = parsed(new Content.Calendar("PUBLISH", ics));
        assertThat(calendar.validate(true).hasErrors()).isFalse();
        assertThat(value(calendar, "METHOD")).isEqualTo("PUBLISH");
        assertThat(value(event(calendar), "UID")).isEqualTo(Facts.ID + "@consultflow");
        assertThat(value(event(calendar), "SEQUENCE")).isEqualTo("2");
        assertThat(ics)
                .contains("DTSTART;TZID=Australia/Melbourne:20261201T090000")
                .doesNotContain("ATTENDEE", "/join/");
    }

    @ParameterizedTest
    @CsvSource({
        "reminder-24h, patient",
        "accepted, patient",
        "declined, patient",
        "payment-requested, patient",
        "follow-up, provider",
        "no-show, patient"
    })
    void other_messages_leave_the_calendar_alone(String kind, String audience) {
        assertThat(renderer.render("email", kind, Locale.ENGLISH, Facts.full(kind, audience))
                        .calendar())
                .isEmpty();
    }

    @Test
    void an_entry_shows_no_name_and_no_reason_and_no_link() {
        for (String kind : List.of("booked", "confirmation", "rescheduled", "cancelled")) {
            assertThat(entry(Facts.full(kind, kind.equals("booked") ? "provider" : "patient"))
                            .ics()
                            .replace("\r\n ", ""))
                    .doesNotContain(Facts.PATIENT, Facts.PROVIDER, Facts.REASON, Facts.JOIN, "120.00");
        }
    }

    @Test
    void the_sequence_grows_with_every_change() throws Exception {
        assertThat(sequence(Facts.at(Facts.START, 1, "confirmation", "patient")))
                .isEqualTo("0");
        assertThat(sequence(Facts.at(Facts.START.plusDays(1), 2, "rescheduled", "patient")))
                .isEqualTo("1");
        assertThat(sequence(Facts.at(Facts.START.plusDays(2), 3, "rescheduled", "patient")))
                .isEqualTo("2");
        assertThat(sequence(Facts.at(Facts.START.plusDays(2), 3, "cancelled", "patient")))
                .isEqualTo("3");
    }

    @Test
    void the_provider_holds_the_time_tentatively_while_an_answer_is_awaited() throws Exception {
        assertThat(value(event(parsed(entry(Facts.full("booked", "provider")))), "STATUS"))
                .isEqualTo("TENTATIVE");
        assertThat(value(event(parsed(entry(Facts.minimal("booked", "provider")))), "STATUS"))
                .isEqualTo("CONFIRMED");
        assertThat(value(event(parsed(entry(Facts.full("confirmation", "patient")))), "STATUS"))
                .isEqualTo("CONFIRMED");
        assertThat(value(event(parsed(entry(Facts.full("cancelled", "patient")))), "STATUS"))
                .isEqualTo("CANCELLED");
    }

    /** Read as any calendar reads it: by the VTIMEZONE that travels along, not by what this machine knows of the zone. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "Australia/Melbourne, 2026-10-03T15:59:00Z", "Australia/Melbourne, 2026-10-03T16:00:00Z",
        "Australia/Melbourne, 2026-12-01T22:00:00Z", "Australia/Melbourne, 2027-04-03T14:30:00Z",
        "Australia/Adelaide, 2026-10-03T16:29:00Z", "Australia/Adelaide, 2026-10-03T16:30:00Z",
        "Australia/Lord_Howe, 2026-10-03T15:30:00Z", "Australia/Lord_Howe, 2026-07-01T00:00:00Z",
        "Asia/Kolkata, 2026-12-01T03:30:00Z", "Asia/Kathmandu, 2026-12-01T03:30:00Z",
        "America/St_Johns, 2026-03-08T05:29:00Z", "America/St_Johns, 2026-03-08T05:30:00Z",
        "America/New_York, 2026-11-01T04:30:00Z", "America/Mexico_City, 2026-07-01T15:00:00Z",
        "America/Santiago, 2026-09-06T04:00:00Z", "America/Sao_Paulo, 2026-12-01T12:00:00Z",
        "Europe/Madrid, 2026-03-29T00:59:00Z", "Europe/Madrid, 2026-03-29T01:00:00Z",
        "Europe/Dublin, 2026-07-01T09:00:00Z", "Africa/Casablanca, 2026-02-20T09:00:00Z",
        "Asia/Jerusalem, 2026-03-27T00:00:00Z", "Pacific/Chatham, 2026-09-26T14:00:00Z",
        "America/Nuuk, 2026-03-29T01:00:00Z", "Asia/Tokyo, 2026-12-01T00:00:00Z"
    })
    void a_calendar_reads_the_very_instants(String zone, Instant start) throws Exception {
        MessageFacts facts = Facts.at(start.atZone(ZoneId.of(zone)), 1, "confirmation", "patient");

        assertThat(instant(entry(facts), "DTSTART")).isEqualTo(start);
        assertThat(instant(entry(facts), "DTEND")).isEqualTo(start.plus(Duration.ofMinutes(50)));
        assertThat(entry(facts).ics()).contains("DTSTART;TZID=" + zone + ":", "TZID:" + zone + "\r\n");
    }

    @Test
    void the_second_pass_of_an_hour_that_clocks_show_twice_is_written_in_utc() throws Exception {
        Instant second = Instant.parse("2027-04-03T16:30:00Z");
        MessageFacts facts = Facts.at(second.atZone(Facts.MELBOURNE), 1, "confirmation", "patient");

        assertThat(facts.start().toLocalTime()).hasToString("02:30");
        assertThat(entry(facts).ics()).contains("DTSTART:20270403T163000Z", "DTEND:20270403T172000Z");
    }

    @ParameterizedTest
    @CsvSource({"UTC", "Z", "+05:30"})
    void a_time_without_a_place_is_written_in_utc(String zone) {
        ZonedDateTime start = Instant.parse("2026-12-01T03:30:00Z").atZone(ZoneId.of(zone));

        assertThat(entry(Facts.at(start, 1, "confirmation", "patient")).ics())
                .contains("DTSTART:20261201T033000Z")
                .doesNotContain("VTIMEZONE");
    }

    @Test
    void the_links_name_the_same_instants() {
        Content mail = renderer.render("email", "confirmation", Locale.ENGLISH, Facts.full("confirmation", "patient"));

        assertThat(mail.text())
                .contains("dates=20261130T220000Z/20261130T225000Z", "ctz=Australia%2FMelbourne")
                .contains("startdt=2026-11-30T22:00:00Z&enddt=2026-11-30T22:50:00Z");
    }

    private Content.Calendar entry(MessageFacts facts) {
        return renderer.render("email", facts.kind(), Locale.ENGLISH, facts)
                .calendar()
                .orElseThrow();
    }

    private String sequence(MessageFacts facts) throws Exception {
        return value(event(parsed(entry(facts))), "SEQUENCE");
    }

    private static Calendar parsed(Content.Calendar entry) throws Exception {
        return new CalendarBuilder().build(new StringReader(entry.ics()));
    }

    private static VEvent event(Calendar calendar) {
        return calendar.<VEvent>getComponent(Component.VEVENT).orElseThrow();
    }

    private static String value(net.fortuna.ical4j.model.PropertyContainer container, String name) {
        return container.getProperty(name).orElseThrow().getValue();
    }

    private static Instant instant(Content.Calendar entry, String name) throws Exception {
        LocalDateTime local = entry.ics()
                .lines()
                .filter(line -> line.startsWith(name + ";TZID="))
                .map(line -> local(line.substring(line.indexOf(':') + 1)))
                .findFirst()
                .orElseThrow();
        VTimeZone zone =
                parsed(entry).<VTimeZone>getComponent(Component.VTIMEZONE).orElseThrow();
        NavigableMap<LocalDateTime, Observance> onsets = new TreeMap<>();
        for (Observance observance : zone.getObservances()) {
            LocalDateTime first = local(value(observance, "DTSTART"));
            onsets.put(first, observance);
            observance.<RRule<LocalDateTime>>getProperty("RRULE").ifPresent(rule -> rule.getRecur()
                    .getDates(first, first, first.plusYears(3))
                    .forEach(onset -> onsets.put(onset, observance)));
        }
        String offset = value(onsets.floorEntry(local).getValue(), "TZOFFSETTO");
        return local.toInstant(ZoneOffset.of(offset));
    }

    private static LocalDateTime local(String value) {
        return LocalDateTime.parse(value, DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss"));
    }
}
