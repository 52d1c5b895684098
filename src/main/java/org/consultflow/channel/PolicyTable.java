package org.consultflow.channel;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Remedy;
import org.consultflow.delivery.Remedy.Concern;

/** One reading of the table {@code routes/twilio-error-policy.csv}; what its columns may hold is checked here. */
final class PolicyTable {

    static final String ANY = "any";
    static final String FAILED = "failed";
    private static final String COLUMNS = "code,channel,meaning,action,concerns,times,pause,ops";
    private static final List<String> CONCERNS = List.of("recipient", "message", "network", "sender", "account");

    /** What to do; RECONCILE: nobody knows whether the message was taken. */
    enum Action {
        RETRY,
        NEXT_CHANNEL,
        GIVE_UP,
        OPT_OUT,
        OPEN_CIRCUIT,
        CALL_OPS,
        RECONCILE
    }

    /**
     * @param meaning in our words: never what the provider wrote
     * @param action what it asks for
     * @param remedy the same for delivery; empty with RECONCILE
     */
    record Rule(String meaning, Action action, Optional<Remedy> remedy) {}

    private record Key(String code, String channel) {}

    private final Map<Key, Rule> rules = new HashMap<>();
    private final Path file;

    private PolicyTable(Path file) {
        this.file = file;
    }

    /**
     * Reads the table.
     *
     * @throws IllegalStateException naming the line and the rule it breaks
     */
    static PolicyTable read(Path file) {
        PolicyTable table = new PolicyTable(file);
        table.read();
        return table;
    }

    /** The row for a code and a channel, else the one for the code and any channel. */
    Optional<Rule> rule(String code, String channel) {
        return Optional.ofNullable(rules.get(new Key(code, channel)))
                .or(() -> Optional.ofNullable(rules.get(new Key(code, ANY))));
    }

    private void read() {
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
            check(String.join(",", header).equals(COLUMNS), line, "the columns are " + COLUMNS);
            while (rows.hasNext()) {
                line = rows.getCurrentLocation().getLineNr();
                add(rows.next(), line);
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
    }

    private void add(String[] given, int line) {
        check(
                given.length >= 4 && given.length <= 8,
                line,
                "a row has the columns " + COLUMNS + ", the first four filled");
        String[] row = Arrays.copyOf(given, 8);
        for (int column = given.length; column < 8; column++) {
            row[column] = "";
        }
        check(
                row[0].matches("[0-9]{1,6}|4xx|5xx|other|failed"),
                line,
                "the code is a code of the provider, a status of HTTP, 4xx, 5xx, other or failed");
        check(row[1].matches("[a-z][a-z0-9-]{0,39}"), line, "the channel is a word in small letters, or any");
        check(!row[2].isBlank(), line, "the meaning is missing");
        check(
                Stream.of(Action.values()).anyMatch(action -> action.name().equals(row[3])),
                line,
                "the action is RETRY, NEXT_CHANNEL, GIVE_UP, OPT_OUT, OPEN_CIRCUIT, CALL_OPS or RECONCILE");
        Action action = Action.valueOf(row[3]);
        checkCertainty(row[0], action, line);
        checkConcern(row[4], action, line);
        check(row[5].isEmpty() || action == Action.RETRY, line, "times says how often RETRY tries again");
        check(row[5].matches("|[1-9]|1[0-9]|20"), line, "times is a number from 1 to 20, or left out");
        check(
                row[6].isEmpty() || action == Action.RETRY || action == Action.GIVE_UP,
                line,
                "pause says when RETRY tries again, or for how long GIVE_UP gives up");
        check(row[7].matches("|call"), line, "ops is call, or left out");
        Rule rule = new Rule(row[2], action, remedy(row, action, line));
        check(
                rules.put(new Key(row[0], row[1]), rule) == null,
                line,
                "code and channel stand in an earlier row already");
    }

    private void checkCertainty(String code, Action action, int line) {
        boolean unsure = code.equals("5xx") || code.equals("other") || code.matches("5[0-9][0-9]");
        check(
                !unsure || action == Action.RECONCILE,
                line,
                "after " + code + " nobody knows whether the message was taken: the action is RECONCILE");
        check(
                !code.equals(FAILED) || action != Action.RECONCILE,
                line,
                "a message that failed is known to have failed: RECONCILE is no action for it");
    }

    private void checkConcern(String concern, Action action, int line) {
        check(
                concern.isEmpty() || CONCERNS.contains(concern),
                line,
                "concerns is recipient, message, network, sender or account, or left out");
        // one number must never stop the messages of all others
        check(
                action != Action.OPEN_CIRCUIT || concern.equals("sender") || concern.equals("account"),
                line,
                "only what concerns sender or account opens a circuit");
        check(
                action != Action.GIVE_UP && action != Action.OPT_OUT || concern.equals("recipient"),
                line,
                "only what concerns the recipient gives up a number or opts out");
    }

    private Optional<Remedy> remedy(String[] row, Action action, int line) {
        if (action == Action.RECONCILE) {
            return Optional.empty();
        }
        Concern concern = row[4].isEmpty() ? Concern.UNKNOWN : Concern.valueOf(row[4].toUpperCase(Locale.ROOT));
        boolean onlyOps = action == Action.CALL_OPS;
        return Optional.of(new Remedy(
                onlyOps ? FailureAction.NEXT_CHANNEL : FailureAction.valueOf(action.name()),
                concern,
                row[5].isEmpty() ? null : Integer.valueOf(row[5]),
                row[6].isEmpty() ? null : pause(row[6], line),
                onlyOps || row[7].equals("call")));
    }

    private Duration pause(String text, int line) {
        try {
            Duration pause = Duration.parse(text);
            check(pause.compareTo(Duration.ZERO) > 0, line, "pause is longer than nothing");
            return pause;
        } catch (DateTimeParseException e) {
            throw new IllegalStateException(
                    file + ", line " + line + ": pause is a duration such as PT5M, PT24H or P30D", e);
        }
    }

    private void check(boolean kept, int line, String rule) {
        if (!kept) {
            throw new IllegalStateException(file + ", line " + line + ": " + rule);
        }
    }
}
