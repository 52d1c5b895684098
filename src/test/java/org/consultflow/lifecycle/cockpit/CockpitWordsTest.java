package org.consultflow.lifecycle.cockpit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Party;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.SuppressionReason;
import org.consultflow.notification.ActionReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the plugin says in Cockpit, in each language. */
class CockpitWordsTest {

    private static final Path PLUGIN = Path.of("src/main/resources/plugin-webapp/consultflow");
    private static final Path CODES = Path.of("routes/twilio-error-policy.csv");
    /** {@code t('key')}, or {@code maybe(`family.${word}`)}. */
    private static final Pattern ASKED = Pattern.compile("\\b(?:t|maybe)\\((?:'([\\w.-]+)'|`([a-z]+\\.)\\$\\{)");

    private static final Pattern HEADS = Pattern.compile("\\btable\\('[a-z-]+', \\[([^\\]]*)\\]");
    private static final Pattern HOLDER = Pattern.compile("\\{\\w+\\}");

    @ParameterizedTest
    @ValueSource(strings = "es")
    void each_language_has_words_for_the_same_keys_with_the_same_places_to_fill(String language) throws IOException {
        var english = locale("en");
        var other = locale(language);

        assertThat(other.keySet()).isEqualTo(english.keySet());
        assertThat(other).allSatisfy((key, words) -> {
            assertThat(words).as(key).isNotBlank();
            assertThat(holders(words)).as(key).isEqualTo(holders(english.get(key)));
        });
    }

    @Test
    void every_key_that_a_page_asks_for_has_words_and_all_words_are_asked_for() throws IOException {
        Set<String> keys = locale("en").keySet();
        Set<String> named = new TreeSet<>();
        Set<String> families = new TreeSet<>();
        for (String script : scripts()) {
            ASKED.matcher(script).results().forEach(found -> {
                if (found.group(1) != null) {
                    named.add(found.group(1));
                } else {
                    families.add(found.group(2));
                }
            });
            HEADS.matcher(script)
                    .results()
                    .flatMap(heads -> Arrays.stream(heads.group(1).split("[', ]+")))
                    .filter(head -> !head.isEmpty())
                    .forEach(head -> named.add("head." + head));
        }
        families.remove("head.");

        assertThat(keys).containsAll(named);
        assertThat(keys)
                .filteredOn(key -> !named.contains(key) && families.stream().noneMatch(key::startsWith))
                .as("nobody asks for them")
                .isEmpty();
        assertThat(families)
                .filteredOn(family -> keys.stream().noneMatch(key -> key.startsWith(family)))
                .as("families without words")
                .isEmpty();
    }

    @Test
    void every_code_word_of_the_service_has_words() throws IOException {
        Stream<String> wanted = Stream.of(
                        Arrays.stream(ConsultationStatus.values()).map(it -> "status." + it.word()),
                        Arrays.stream(ConsultationType.values()).map(it -> "type." + it.word()),
                        Arrays.stream(Party.values()).map(it -> "party." + it.word()),
                        Arrays.stream(ReceiptStatus.values()).map(it -> "state." + it.word()),
                        ActionReason.words().stream().map(it -> "for." + it),
                        Stream.<SuppressionReason[]>of(
                                        SuppressionReason.ThisChannel.values(), SuppressionReason.WholeChain.values())
                                .flatMap(Arrays::stream)
                                .map(it -> "reason." + it.word()))
                .flatMap(words -> words);

        assertThat(locale("en").keySet()).containsAll(wanted.toList());
    }

    @Test
    void every_kind_that_has_words_of_its_own_for_patients_has_a_name() throws IOException {
        try (Stream<Path> templates = Files.list(Path.of("templates"))) {
            assertThat(templates
                            .filter(Files::isDirectory)
                            .map(kind -> kind.getFileName().toString())
                            .filter(kind -> !kind.startsWith("_") && !kind.matches("reminder-\\d+(h|min|d)"))
                            .map(kind -> "kind." + kind))
                    .isSubsetOf(locale("en").keySet());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "es")
    void what_the_service_says_in_english_is_known_in_each_other_language(String language) throws IOException {
        var said = locale("said-" + language);
        List<String> meanings = Files.readAllLines(CODES).stream()
                .skip(1)
                .map(line -> line.split(",")[2])
                .toList();
        String sources = sources();

        assertThat(said.keySet()).containsAll(meanings);
        assertThat(said.values()).noneMatch(String::isBlank);
        assertThat(said.keySet())
                .filteredOn(sentence -> Arrays.stream(HOLDER.split(sentence))
                        .map(String::strip)
                        .anyMatch(part -> !meanings.contains(part) && !sources.contains(part)))
                .as("the service does not say that any more")
                .isEmpty();
        assertThat(said.keySet())
                .filteredOn(sentence -> !holders(sentence).containsAll(holders(said.get(sentence))))
                .as("nothing is known to fill in")
                .isEmpty();
    }

    private static Set<String> holders(String words) {
        return HOLDER.matcher(words).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Map<String, String> locale(String name) throws IOException {
        return new ObjectMapper()
                .readValue(PLUGIN.resolve("locales/" + name + ".json").toFile(), new TypeReference<>() {});
    }

    private static List<String> scripts() throws IOException {
        return texts(PLUGIN.resolve("app"), ".js");
    }

    /** All Java, as if no sentence of it were broken over lines. */
    private static String sources() throws IOException {
        return String.join("\n", texts(Path.of("src/main/java"), ".java")).replaceAll("\"\\s*\\+\\s*\"", "");
    }

    private static List<String> texts(Path directory, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(ending)).toList();
            List<String> texts = new ArrayList<>();
            for (Path file : found) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
