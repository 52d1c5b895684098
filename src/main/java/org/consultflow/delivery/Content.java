package org.consultflow.delivery;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A message as it will be read. Never logged: {@link #toString()} names kind and locale only.
 *
 * @param kind the kind it was written for
 * @param locale the language it is written in
 * @param subject of a mail; null where there is none
 * @param html body of a mail; null where there is none
 * @param text the text, or a mail's text part
 * @param calendar the calendar entry that goes with it
 * @param variables in the order in which a provider's approved template numbers them, 1 first
 * @param version which words these are: changes with the templates, never with the facts; null if nobody says. Not the text
 */
public record Content(
        String kind,
        Locale locale,
        String subject,
        String html,
        String text,
        Optional<Calendar> calendar,
        List<String> variables,
        String version) {

    /** Without a version. */
    public Content(
            String kind,
            Locale locale,
            String subject,
            String html,
            String text,
            Optional<Calendar> calendar,
            List<String> variables) {
        this(kind, locale, subject, html, text, calendar, variables, null);
    }

    /** The same, made of these words. */
    public Content withVersion(String words) {
        return new Content(kind, locale, subject, html, text, calendar, variables, words);
    }

    /**
     * A calendar entry (RFC 5545).
     *
     * @param method {@code REQUEST} or {@code CANCEL} (RFC 5546)
     * @param ics the calendar object
     */
    public record Calendar(String method, String ics) {}

    /** The variables as Twilio's {@code ContentVariables} wants them: {@code {"1": …, "2": …}}. */
    public Map<String, String> numberedVariables() {
        Map<String, String> numbered = new java.util.LinkedHashMap<>();
        for (int i = 0; i < variables.size(); i++) {
            numbered.put(Integer.toString(i + 1), variables.get(i));
        }
        return numbered;
    }

    @Override
    public String toString() {
        return "Content[" + kind + ", " + locale + "]";
    }
}
