package org.consultflow.notification;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;

import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.InvalidRequestException.Violation;

/**
 * Reads the parameters of a query; one that nobody knows is refused rather than ignored, as a misspelt filter would answer
 * with what was not asked for.
 */
class QueryReader {

    private static final String WORD = "[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,99}";

    private final Map<String, String> given;
    private final List<Violation> violations = new ArrayList<>();
    private final Collection<String> known = new TreeSet<>();

    QueryReader(Map<String, String> given) {
        this.given = given;
    }

    /** @return null if it is not given, or wrong */
    <T> T read(String name, String rule, Function<String, T> reading) {
        known.add(name);
        String text = given.get(name);
        if (text == null) {
            return null;
        }
        try {
            return reading.apply(text);
        } catch (IllegalArgumentException | DateTimeParseException wrong) {
            violations.add(new Violation(name, rule));
            return null;
        }
    }

    UUID uuid(String name) {
        return read(name, "must be a UUID", UUID::fromString);
    }

    String word(String name) {
        return read(name, "must be a name", text -> must(text.matches(WORD), text));
    }

    String oneOf(String name, Collection<String> words) {
        return read(name, "must be one of " + words, text -> must(words.contains(text), text));
    }

    Instant instant(String name) {
        return read(name, "must be a moment with an offset, such as 2026-12-01T09:00:00Z", text -> OffsetDateTime.parse(
                        // a + that was not encoded arrives as a space
                        text.replace(' ', '+'))
                .toInstant());
    }

    Integer number(String name, int least, int most) {
        return read(name, "must be a number from " + least + " to " + most, text -> {
            int number = Integer.parseInt(text);
            must(number >= least && number <= most, text);
            return number;
        });
    }

    private static String must(boolean kept, String text) {
        if (!kept) {
            throw new IllegalArgumentException();
        }
        return text;
    }

    /** @throws InvalidRequestException naming each parameter and the rule it breaks */
    void check() {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> violations.add(new Violation(name, "is not known; known here are: " + known)));
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
    }
}
