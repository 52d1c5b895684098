package org.consultflow.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;

/**
 * What a provider's code means and asks for: the table {@code routes/twilio-error-policy.csv}, because Twilio warns that the
 * causes of its codes change. A row speaks of a code, of a status of HTTP ({@code 429}), of a class of them
 * ({@code 4xx}, {@code 5xx}, {@code other}) or of a message that was taken and failed later ({@code failed}), for one channel
 * or for {@code any}.
 */
class ErrorPolicy {

    private static final String ANY = "any";
    private static final String FAILED = "failed";

    /** What to do; RECONCILE: nobody knows whether the message was taken. */
    enum Action {
        RETRY,
        SLOW_DOWN,
        NEXT_CHANNEL,
        OPT_OUT,
        RECONCILE
    }

    /**
     * @param meaning in our words: never what the provider wrote
     * @param action what it asks for
     */
    record Rule(String meaning, Action action) {}

    private record Key(String code, String channel) {}

    private final Map<Key, Rule> rules;

    private ErrorPolicy(Map<Key, Rule> rules) {
        this.rules = rules;
    }

    /**
     * Reads the table.
     *
     * @throws IllegalStateException naming the line and the rule it breaks
     */
    static ErrorPolicy read(Path file) {
        Map<Key, Rule> rules = new HashMap<>();
        CsvMapper csv = CsvMapper.builder()
                .enable(
                        CsvParser.Feature.WRAP_AS_ARRAY,
                        CsvParser.Feature.TRIM_SPACES,
                        CsvParser.Feature.SKIP_EMPTY_LINES)
                .build();
        int line = 1;
        try (MappingIterator<String[]> rows =
                csv.readerFor(String[].class).with(CsvSchema.emptySchema()).readValues(file.toFile())) {
            String[] header = rows.hasNext() ? rows.next() : new String[0];
            check(
                    String.join(",", header).equals("code,channel,meaning,action"),
                    file,
                    line,
                    "the columns are code,channel,meaning,action");
            while (rows.hasNext()) {
                line = rows.getCurrentLocation().getLineNr();
                add(rules, rows.next(), file, line);
            }
        } catch (IOException | RuntimeException unreadable) {
            if (unreadable instanceof IllegalStateException broken) {
                throw broken;
            }
            throw new IllegalStateException(file + ", line " + line + ": it cannot be read as CSV", unreadable);
        }
        for (String code : new String[] {"429", "4xx", "5xx", "other", FAILED}) {
            if (!rules.containsKey(new Key(code, ANY))) {
                throw new IllegalStateException(file + ": a row \"" + code + ",any\" is needed, as the default");
            }
        }
        return new ErrorPolicy(Map.copyOf(rules));
    }

    private static void add(Map<Key, Rule> rules, String[] row, Path file, int line) {
        check(row.length == 4, file, line, "a row has four columns: code,channel,meaning,action");
        check(
                row[0].matches("[0-9]{3}|[0-9]{5}|4xx|5xx|other|failed"),
                file,
                line,
                "the code is a code of Twilio, a status of HTTP, 4xx, 5xx, other or failed");
        check(row[1].matches("[a-z][a-z0-9-]{0,30}"), file, line, "the channel is a word in small letters, or any");
        check(!row[2].isBlank(), file, line, "the meaning is missing");
        check(
                Stream.of(Action.values()).anyMatch(action -> action.name().equals(row[3])),
                file,
                line,
                "the action is RETRY, SLOW_DOWN, NEXT_CHANNEL, OPT_OUT or RECONCILE");
        Action action = Action.valueOf(row[3]);
        boolean unsure = row[0].equals("5xx") || row[0].equals("other") || row[0].matches("5[0-9][0-9]");
        check(
                !unsure || action == Action.RECONCILE,
                file,
                line,
                "after " + row[0] + " nobody knows whether the message was taken: the action is RECONCILE");
        check(
                !row[0].equals(FAILED) || action != Action.RECONCILE,
                file,
                line,
                "a message that failed is known to have failed: RECONCILE is no action for it");
        check(
                rules.put(new Key(row[0], row[1]), new Rule(row[2], action)) == null,
                file,
                line,
                "code and channel stand in an earlier row already");
    }

    private static void check(boolean kept, Path file, int line, String rule) {
        if (!kept) {
            throw new IllegalStateException(file + ", line " + line + ": " + rule);
        }
    }

    /**
     * What an answer that is not a success means.
     *
     * @param status of HTTP
     * @param code the provider's, or null
     */
    Outcome refusal(String channel, int status, Integer code) {
        // a code says something about the message only if the provider itself turned it down
        Rule rule = Optional.ofNullable(code)
                .filter(known -> status / 100 == 4)
                .flatMap(known -> rule(known.toString(), channel))
                .or(() -> rule(Integer.toString(status), channel))
                .orElseGet(() -> byClass(channel, status));
        if (rule.action() == Action.RECONCILE) {
            return new Outcome.Unknown(code, rule.meaning());
        }
        return new Outcome.Refused(
                code, rule.meaning(), FailureAction.valueOf(rule.action().name()));
    }

    private Rule byClass(String channel, int status) {
        String statusClass = status / 100 == 4 || status / 100 == 5 ? status / 100 + "xx" : "other";
        return rule(statusClass, channel).orElseThrow();
    }

    /**
     * What a message that was taken and failed later asks for.
     *
     * @param code the provider's, or null
     */
    FailureAction onFailure(String channel, Integer code) {
        return Optional.ofNullable(code)
                .flatMap(known -> rule(known.toString(), channel))
                .filter(rule -> rule.action() != Action.RECONCILE)
                .or(() -> rule(FAILED, channel))
                .map(rule -> FailureAction.valueOf(rule.action().name()))
                .orElseThrow();
    }

    /** What a code means, in our words. */
    Optional<String> meaning(String channel, Integer code) {
        return Optional.ofNullable(code)
                .flatMap(known -> rule(known.toString(), channel))
                .map(Rule::meaning);
    }

    private Optional<Rule> rule(String code, String channel) {
        return Optional.ofNullable(rules.get(new Key(code, channel)))
                .or(() -> Optional.ofNullable(rules.get(new Key(code, ANY))));
    }
}
