package org.consultflow.reply;

import java.text.Normalizer;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells what a message means. It counts only if it is nothing but the word: "please don't stop" is for a person. Plain: text
 * in, answer out.
 */
final class ReplyWords {

    private final Map<Meaning, Map<Locale, Set<String>>> words = new EnumMap<>(Meaning.class);
    private final Set<String> perhapsTheVisit;

    ReplyWords(ReplySettings settings) {
        settings.words().forEach((meaning, byLanguage) -> {
            Map<Locale, Set<String>> bare = new LinkedHashMap<>();
            byLanguage.forEach((language, list) -> bare.put(
                    Locale.forLanguageTag(language.getLanguage()),
                    list.stream().map(ReplyWords::bare).collect(Collectors.toUnmodifiableSet())));
            words.put(meaning, bare);
        });
        perhapsTheVisit =
                settings.perhapsTheVisit().stream().map(ReplyWords::bare).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a message means.
     *
     * @param stopped whether its sender has said stop: only then "yes" means "start", as Twilio has it; else it is the
     *     answer to a question
     */
    Meaning meaningOf(String text, boolean stopped) {
        String word = bare(text);
        if (word.isEmpty()) {
            return Meaning.OTHER;
        }
        return words.keySet().stream()
                .filter(meaning -> says(meaning, word))
                .filter(meaning -> meaning != Meaning.START || stopped || !says(Meaning.CONFIRM, word))
                .findFirst()
                .orElse(Meaning.OTHER);
    }

    /** Whether a "stop" may have meant the visit. */
    boolean perhapsTheVisit(String text) {
        return perhapsTheVisit.contains(bare(text));
    }

    /**
     * The language of a word.
     *
     * @param own the language of its sender, which counts if it has the word
     */
    Locale languageOf(Meaning meaning, String text, Locale own) {
        Map<Locale, Set<String>> byLanguage = words.getOrDefault(meaning, Map.of());
        String word = bare(text);
        Locale ownLanguage = Locale.forLanguageTag(own.getLanguage());
        if (byLanguage.getOrDefault(ownLanguage, Set.of()).contains(word)) {
            return ownLanguage;
        }
        return byLanguage.entrySet().stream()
                .filter(entry -> entry.getValue().contains(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(ownLanguage);
    }

    private boolean says(Meaning meaning, String word) {
        return words.getOrDefault(meaning, Map.of()).values().stream().anyMatch(list -> list.contains(word));
    }

    /** Without case, accents, spaces, punctuation and pictures. */
    private static String bare(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("[^A-Za-z0-9]", "")
                .toUpperCase(Locale.ROOT);
    }
}
