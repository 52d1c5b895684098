package org.consultflow.channel.words;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Which folder of {@code templates/} a message is written from. Tried in this order, the first that has the wanted file:
 *
 * <ol>
 *   <li>the kind, else {@code reminder};
 *   <li>words for the audience ({@code <kind>/<locale>/provider/}), else for everybody ({@code <kind>/<locale>/}): the wrong
 *       language can be read by somebody, words for somebody else cannot;
 *   <li>the locale with its region, else its language, else English.
 * </ol>
 */
final class TemplateFolders {

    static final String FALLBACK_KIND = "reminder";
    static final Locale FALLBACK_LOCALE = Locale.ENGLISH;

    /** Keeps the folders that are no kind ({@code _layout}) and anything that is no name out of a path. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]*");

    private final TemplateEngine engine;
    private volatile Lately lately = new Lately();

    TemplateFolders(TemplateEngine engine) {
        this.engine = engine;
    }

    /**
     * Finds the folder. A better one that somebody has just made is seen within a second.
     *
     * @param files the names of the wanted file, the best first
     * @throws TemplateNotFilledException if not even the fallback has one
     */
    Found find(String kind, String audience, Locale locale, List<String> files) {
        Map<Wanted, Found> known = known();
        Wanted wanted = new Wanted(kind, audience, locale, files);
        Found found = known.get(wanted);
        if (found == null || !engine.has(found.path())) {
            found = look(kind, audience, locale, files);
            known.put(wanted, found);
        }
        return found;
    }

    private Map<Wanted, Found> known() {
        Lately known = lately;
        if (System.nanoTime() - known.since > TemplateEngine.LOOK_FOR_CHANGES.toNanos()) {
            known = new Lately();
            lately = known;
        }
        return known.found;
    }

    private Found look(String kind, String audience, Locale locale, List<String> files) {
        for (String name : kinds(kind)) {
            for (String variant : List.of("/" + audience, "")) {
                Optional<Found> found = locales(locale).stream()
                        .flatMap(language -> files.stream()
                                .map(file ->
                                        new Found(name + "/" + language.toLanguageTag() + variant, language, file)))
                        .filter(candidate -> engine.has(candidate.path()))
                        .findFirst();
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        throw new TemplateNotFilledException(
                FALLBACK_KIND + "/" + FALLBACK_LOCALE.toLanguageTag() + "/" + files.get(files.size() - 1),
                "the file is missing, and it is the last that is tried");
    }

    /**
     * Finds a file that all kinds share, by locale only.
     *
     * @throws TemplateNotFilledException if there is none in English either
     */
    Found shared(String folder, Locale locale, String file) {
        return locales(locale).stream()
                .map(language -> new Found(folder + "/" + language.toLanguageTag(), language, file))
                .filter(candidate -> engine.has(candidate.path()))
                .findFirst()
                .orElseThrow(() -> new TemplateNotFilledException(folder + "/en/" + file, "the file is missing"));
    }

    /** The locale itself, its language, English: without repetition. */
    static Set<Locale> locales(Locale wanted) {
        Set<Locale> locales = new LinkedHashSet<>();
        if (wanted != null && !wanted.getLanguage().isEmpty()) {
            locales.add(new Locale.Builder()
                    .setLanguage(wanted.getLanguage())
                    .setRegion(wanted.getCountry())
                    .build());
            locales.add(Locale.forLanguageTag(wanted.getLanguage()));
        }
        locales.add(FALLBACK_LOCALE);
        return locales;
    }

    private static Set<String> kinds(String kind) {
        Set<String> kinds = new LinkedHashSet<>();
        if (kind != null && NAME.matcher(kind).matches()) {
            kinds.add(kind);
        }
        kinds.add(FALLBACK_KIND);
        return kinds;
    }

    private record Wanted(String kind, String audience, Locale locale, List<String> files) {}

    /** What was found since a moment ago: in a burst, thousands of messages are written from the same few folders. */
    private static final class Lately {
        private final long since = System.nanoTime();
        private final Map<Wanted, Found> found = new ConcurrentHashMap<>();
    }

    /**
     * A folder that has what was looked for.
     *
     * @param folder below {@code templates/}
     * @param locale the language of its words
     * @param file the file that was found in it
     */
    record Found(String folder, Locale locale, String file) {

        String path() {
            return folder + "/" + file;
        }

        String path(String sibling) {
            return folder + "/" + sibling;
        }
    }
}
