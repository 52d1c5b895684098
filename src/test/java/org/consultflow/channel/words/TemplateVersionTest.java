package org.consultflow.channel.words;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;

import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageFacts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The version of a message changes with its words and with nothing else. */
class TemplateVersionTest {

    @TempDir
    Path templates;

    private String mail;
    private String sms;

    @BeforeEach
    void theTemplatesAsTheyAre() throws IOException {
        copy(Path.of("templates"), templates);
        mail = version("email");
        sms = version("sms");
    }

    @Test
    void it_is_short_and_says_nothing() {
        assertThat(mail).matches("[0-9a-f]{12}").isNotEqualTo(sms);
    }

    @Test
    void other_facts_make_no_other_version() {
        assertThat(render("email", Facts.full("reminder-24h", "patient", "in-person", null))
                        .version())
                .isEqualTo(mail);
    }

    @Test
    void a_changed_word_makes_another_version_of_what_it_is_in() throws IOException {
        change("reminder-24h/en/sms.txt");

        assertThat(version("sms")).isNotEqualTo(sms);
        assertThat(version("email")).isEqualTo(mail);
    }

    @Test
    void a_changed_subject_makes_another_mail() throws IOException {
        change("reminder-24h/en/subject.txt");

        assertThat(version("email")).isNotEqualTo(mail);
    }

    @Test
    void a_changed_layout_makes_another_mail_though_it_is_imported_twice_removed() throws IOException {
        change("_layout/mail.html");

        assertThat(version("email")).isNotEqualTo(mail);
        assertThat(version("sms")).isEqualTo(sms);
    }

    private void change(String file) throws IOException {
        Path changed = templates.resolve(file);
        Files.writeString(changed, Files.readString(changed) + "\nMore words.\n");
    }

    private String version(String channel) {
        return render(channel, Facts.full("reminder-24h", "patient")).version();
    }

    private Content render(String channel, MessageFacts facts) {
        return new TemplateMessageRenderer(new TemplateEngine(templates), Facts.CLINIC)
                .render(channel, "reminder-24h", Locale.ENGLISH, facts);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
