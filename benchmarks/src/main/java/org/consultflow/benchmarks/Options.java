package org.consultflow.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was asked for on the command line, as {@code name=value}; a value that is empty is as the form says. */
record Options(
        boolean brief, List<String> what, List<String> who, int n, int warmUps, int rounds, int minutes, boolean keep) {

    static Options of(String[] args) {
        Map<String, String> given = Arrays.stream(args)
                .map(arg -> arg.split("=", 2))
                .filter(arg -> arg.length == 2 && !arg[1].isBlank())
                .collect(Collectors.toMap(arg -> arg[0], arg -> arg[1]));
        boolean brief = !given.getOrDefault("short", "false").equals("false");
        return new Options(
                brief,
                list(given.getOrDefault("what", brief ? Benchmarks.SHORT : Benchmarks.ALL)),
                list(given.getOrDefault("who", Contestants.ALL)),
                Integer.parseInt(given.getOrDefault("n", brief ? "500" : "10000")),
                Integer.parseInt(given.getOrDefault("warm-ups", brief ? "0" : "5")),
                Integer.parseInt(given.getOrDefault("rounds", brief ? "1" : "3")),
                Integer.parseInt(given.getOrDefault("minutes", brief ? "2" : "60")),
                Boolean.parseBoolean(given.get("keep")));
    }

    /** How many rows a table is made longer by, where it matters how long it is. */
    int many() {
        return brief ? 100_000 : 1_000_000;
    }

    private static List<String> list(String words) {
        return List.of(words.split(","));
    }
}
