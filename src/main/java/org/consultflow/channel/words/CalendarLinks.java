package org.consultflow.channel.words;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

import org.springframework.web.util.UriComponentsBuilder;

/**
 * Links that put the visit into a calendar on the web. They carry no name and no link to the visit.
 *
 * @param google or null
 * @param outlook or null
 */
record CalendarLinks(String google, String outlook) {

    static final CalendarLinks NONE = new CalendarLinks(null, null);

    private static final DateTimeFormatter BASIC_UTC =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** @param location or null */
    static CalendarLinks of(ZonedDateTime start, int minutes, String title, String description, String location) {
        Instant begin = start.toInstant();
        Instant end = begin.plusSeconds(60L * minutes);
        var google = UriComponentsBuilder.fromUriString("https://calendar.google.com/calendar/render")
                .queryParam("action", "TEMPLATE")
                .queryParam("text", encoded(title))
                .queryParam("dates", BASIC_UTC.format(begin) + "/" + BASIC_UTC.format(end))
                .queryParam("ctz", encoded(start.getZone().getId()))
                .queryParam("details", encoded(description));
        var outlook = UriComponentsBuilder.fromUriString("https://outlook.live.com/calendar/0/deeplink/compose")
                .queryParam("path", encoded("/calendar/action/compose"))
                .queryParam("rru", "addevent")
                .queryParam("subject", encoded(title))
                .queryParam("startdt", begin)
                .queryParam("enddt", end)
                .queryParam("body", encoded(description));
        if (location != null) {
            google.queryParam("location", encoded(location));
            outlook.queryParam("location", encoded(location));
        }
        return new CalendarLinks(
                google.build(true).toUriString(), outlook.build(true).toUriString());
    }

    private static String encoded(String value) {
        return org.springframework.web.util.UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
