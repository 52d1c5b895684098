package org.consultflow.support;

import java.util.Arrays;

import org.consultflow.sandbox.mail.SandboxMail;

/** What a calendar makes of a mail's entry (RFC 5545). */
public record CalendarEntry(String method, String uid, int sequence, String start) {

    public static CalendarEntry of(SandboxMail mail) {
        String unfolded = mail.calendar().replaceAll("\\r?\\n[ \\t]", "");
        String event = unfolded.substring(unfolded.indexOf("BEGIN:VEVENT"));
        return new CalendarEntry(
                value(unfolded, "METHOD"),
                value(event, "UID"),
                Integer.parseInt(value(event, "SEQUENCE")),
                value(event, "DTSTART"));
    }

    private static String value(String text, String name) {
        return Arrays.stream(text.split("\\r?\\n"))
                .filter(line -> line.startsWith(name + ":") || line.startsWith(name + ";"))
                .map(line -> line.substring(line.indexOf(':') + 1))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " in the calendar entry"));
    }
}
