package org.consultflow.channel.words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Looks at the files in {@code templates/} without filling them. */
class TemplateFilesTest {

    private static final Path TEMPLATES = Path.of("templates");

    @Test
    void every_kind_has_a_folder() {
        assertThat(TemplatesTest.kinds()).containsAll(TemplatesTest.KINDS);
    }

    @Test
    void every_language_has_every_file_that_english_has() {
        for (String kind : TemplatesTest.kinds()) {
            Set<String> english = files(TEMPLATES.resolve(kind).resolve("en"));
            assertThat(english).as(kind + "/en").isNotEmpty();
            for (String language : TemplatesTest.LANGUAGES) {
                assertThat(files(TEMPLATES.resolve(kind).resolve(language)))
                        .as(kind + "/" + language)
                        .isEqualTo(english);
            }
        }
    }

    @Test
    void a_folder_with_words_has_all_parts_of_a_message() throws IOException {
        try (Stream<Path> paths = Files.walk(TEMPLATES)) {
            paths.filter(path -> path.endsWith("sms.txt") || path.endsWith("email.html"))
                    .map(Path::getParent)
                    .distinct()
                    .forEach(folder -> assertThat(files(folder))
                            .as(folder.toString())
                            .contains("subject.txt", "email.html", "email.txt", "sms.txt"));
        }
    }

    @Test
    void every_placeholder_is_known_even_in_branches_that_no_test_walks() throws IOException {
        Set<String> known = MessageModel.names();
        try (Stream<Path> paths = Files.walk(TEMPLATES)) {
            for (Path path : paths.filter(Files::isRegularFile)
                    .filter(path -> !path.endsWith("README.md"))
                    .toList()) {
                assertThat(TemplateNames.unknownIn(Files.readString(path), known))
                        .as(path + " names placeholders that do not exist")
                        .isEmpty();
            }
        }
    }

    @Test
    void the_readme_explains_every_placeholder() throws IOException {
        String readme = Files.readString(TEMPLATES.resolve("README.md"));
        Set<String> names = MessageModel.names();

        assertThat(names).allSatisfy(name -> assertThat(readme).contains("`" + name + "`"));
    }

    private static Set<String> files(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> folder.relativize(path).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
