package org.consultflow.support;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which metrics and labels a query of Prometheus names. Reads its words, not its grammar: strings and durations are passed
 * over, a word before a bracket or before "by" is a function, one inside of braces or after "by" a label, and what is left is a metric.
 */
public final class PromQl {

    private static final Pattern WORD = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|\\[[^]]*]|[0-9][0-9a-zA-Z.]*|[a-zA-Z_:][a-zA-Z0-9_:]*|[=!]~|[=!]=|\\S");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> FUNCTION_BEFORE = Set.of("(", "by", "without");
    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "group_left", "group_right", "bool", "offset", "atan2", "inf", "nan");

    private PromQl() {}

    /**
     * @param metrics each with the labels by which it is chosen
     * @param labels by which is grouped or joined
     */
    public record Query(Map<String, Set<String>> metrics, Set<String> labels) {}

    public static Query read(String query) {
        List<String> words = words(query);
        Map<String, Set<String>> metrics = new HashMap<>();
        Set<String> labels = new HashSet<>();
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            String next = at + 1 < words.size() ? words.get(at + 1) : "";
            if (GROUPING.contains(word) && next.equals("(")) {
                int end = words.subList(at, words.size()).indexOf(")") + at;
                words.subList(at + 2, end).stream().filter(PromQl::isName).forEach(labels::add);
                at = end;
            } else if (isName(word) && !FUNCTION_BEFORE.contains(next) && !OPERATORS.contains(word)) {
                Set<String> chosenBy = metrics.computeIfAbsent(word, name -> new HashSet<>());
                if (next.equals("{")) {
                    int end = words.subList(at, words.size()).indexOf("}") + at;
                    words.subList(at + 2, end).stream().filter(PromQl::isName).forEach(chosenBy::add);
                    at = end;
                }
            }
        }
        return new Query(metrics, labels);
    }

    private static boolean isName(String word) {
        return word.matches("[a-zA-Z_:].*");
    }

    private static List<String> words(String query) {
        Matcher matcher = WORD.matcher(query);
        List<String> words = new ArrayList<>();
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }
}
