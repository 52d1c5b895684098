package org.consultflow.channel.words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

import net.fortuna.ical4j.model.property.Method;
import org.consultflow.channel.words.TemplateFolders.Found;
import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageFacts;
import org.consultflow.notification.MessageRenderer;

import static java.util.stream.Collectors.joining;

/** Writes messages from the files in {@code templates/}; how they are found and filled is said in its README. */
final class TemplateMessageRenderer implements MessageRenderer {

    private static final String EMAIL = "email";
    private static final List<String> MAIL_FILES = List.of("email.html");
    private static final String ENTRY = "_calendar";
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern EMPTY_LINES = Pattern.compile("\\n{3,}");

    private final TemplateEngine engine;
    private final TemplateFolders folders;
    private final ClinicProperties clinic;
    private final CalendarEntries calendar;

    TemplateMessageRenderer(TemplateEngine engine, ClinicProperties clinic) {
        this.engine = engine;
        this.folders = new TemplateFolders(engine);
        this.clinic = clinic;
        this.calendar = new CalendarEntries(clinic);
    }

    @Override
    public Content render(String channel, String kind, Locale locale, MessageFacts facts) {
        return channel.equals(EMAIL) ? mail(kind, locale, facts) : text(channel, kind, locale, facts);
    }

    @Override
    public String version(String channel, String kind, String audience, Locale locale) {
        Found found = found(channel, kind, audience, locale);
        return channel.equals(EMAIL) ? versionOf(found) : engine.version(found.path());
    }

    /** The language in which a message would be written. */
    Locale locale(String channel, String kind, String audience, Locale wanted) {
        return found(channel, kind, audience, wanted).locale();
    }

    private Found found(String channel, String kind, String audience, Locale locale) {
        return folders.find(
                kind, audience, locale, channel.equals(EMAIL) ? MAIL_FILES : List.of(channel + ".txt", "sms.txt"));
    }

    private String versionOf(Found mail) {
        return engine.version(
                mail.path("subject.txt"),
                mail.path(),
                mail.path("email.txt"),
                entry("title.txt", mail).path(),
                entry("description.txt", mail).path());
    }

    private Content text(String channel, String kind, Locale locale, MessageFacts facts) {
        Found found = found(channel, kind, facts.audience(), locale);
        MessageModel model = new MessageModel(facts, clinic, forDates(locale, found));
        String words = lines(engine.fill(found.path(), found.locale(), model.open()));
        return new Content(
                kind,
                found.locale(),
                null,
                null,
                words,
                Optional.empty(),
                model.variables(),
                engine.version(found.path()));
    }

    private Content mail(String kind, Locale locale, MessageFacts facts) {
        Found found = found(EMAIL, kind, facts.audience(), locale);
        MessageModel model = new MessageModel(facts, clinic, forDates(locale, found));
        String title = entryWords("title.txt", found, model);
        String description = entryWords("description.txt", found, model);
        Optional<String> method =
                facts.recipientEmail() == null ? Optional.empty() : CalendarEntries.method(kind, facts.audience());
        CalendarLinks links = method.filter(Method.VALUE_REQUEST::equals)
                .map(any ->
                        CalendarLinks.of(facts.start(), facts.durationMinutes(), title, description, facts.location()))
                .orElse(CalendarLinks.NONE);
        Placeholders body = model.mail(links);
        return new Content(
                kind,
                found.locale(),
                oneLine(engine.fill(found.path("subject.txt"), found.locale(), model.open())),
                engine.fill(found.path(), found.locale(), body).strip() + "\n",
                lines(engine.fill(found.path("email.txt"), found.locale(), body)),
                method.map(word -> calendar.write(word, title, description, facts)),
                List.of(),
                versionOf(found));
    }

    private String entryWords(String file, Found mail, MessageModel model) {
        Found found = entry(file, mail);
        return oneLine(engine.fill(found.path(), found.locale(), model.open()));
    }

    private Found entry(String file, Found mail) {
        return folders.shared(ENTRY, mail.locale(), file);
    }

    /** The reader's own region says how dates are written, as long as the words are in the same language. */
    private static Locale forDates(Locale wanted, Found found) {
        return wanted != null && wanted.getLanguage().equals(found.locale().getLanguage()) ? wanted : found.locale();
    }

    /** A subject or a title has no line break: in a mail's header one would begin another header. */
    private static String oneLine(String words) {
        return SPACES.matcher(words.strip()).replaceAll(" ");
    }

    private static String lines(String words) {
        String trimmed =
                words.replace("\r", "").lines().map(String::stripTrailing).collect(joining("\n"));
        // looked for at every line of every message, and hardly ever there
        String text = trimmed.contains("\n\n\n") ? EMPTY_LINES.matcher(trimmed).replaceAll("\n\n") : trimmed;
        return text.strip();
    }
}
