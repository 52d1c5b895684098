package org.consultflow.reply;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What words mean, {@code consultflow.reply}.
 *
 * @param words by meaning and language, such as {@code stop.en}
 * @param perhapsTheVisit words that stop messages, but may have meant the visit
 * @param answeredByProvider by channel: words to which the provider itself sends an answer
 * @param answerWithin how soon a person should have answered what no word settles
 */
@ConfigurationProperties("consultflow.reply")
record ReplySettings(
        Map<Meaning, Map<Locale, List<String>>> words,
        @DefaultValue Set<String> perhapsTheVisit,
        @DefaultValue Map<String, Set<String>> answeredByProvider,
        @DefaultValue("4h") Duration answerWithin) {

    ReplySettings {
        for (Meaning meaning : List.of(Meaning.STOP, Meaning.START, Meaning.HELP)) {
            if (words.getOrDefault(meaning, Map.of()).isEmpty()) {
                throw new IllegalArgumentException("consultflow.reply.words." + meaning.word() + " names no word");
            }
        }
    }

    /** Whether the provider answers this by itself: it knows the bare word only. */
    boolean providerAnswers(String channel, String text) {
        return answeredByProvider
                .getOrDefault(channel, Set.of())
                .contains(text.strip().toUpperCase(Locale.ROOT));
    }
}
