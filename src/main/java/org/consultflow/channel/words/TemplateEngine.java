package org.consultflow.channel.words;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import freemarker.cache.ConditionalTemplateConfigurationFactory;
import freemarker.cache.FileExtensionMatcher;
import freemarker.cache.FileTemplateLoader;
import freemarker.cache.FirstMatchTemplateConfigurationFactory;
import freemarker.cache.TemplateConfigurationFactory;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.OutputFormat;
import freemarker.core.ParseException;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

/**
 * Fills the files of {@code templates/}. A saved change is seen within a second. Templates are written by analysts, so
 * they reach words only: no Java class, no method, no file outside the folder; {@code *.html} is escaped by itself.
 */
final class TemplateEngine {

    /** Half of the second: {@link TemplateFolders} looks as often at what has come. */
    static final Duration LOOK_FOR_CHANGES = Duration.ofMillis(500);

    // as Freemarker writes it back; templates import by names from the folder's root
    private static final Pattern IMPORTED = Pattern.compile("<#(?:import|include) +\"([^\"]+)\"");

    private final Map<List<String>, Version> versions = new ConcurrentHashMap<>();
    private final Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);

    TemplateEngine(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("consultflow.templates-directory: there is no folder " + directory);
        }
        try {
            freemarker.setTemplateLoader(new FileTemplateLoader(directory.toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("consultflow.templates-directory cannot be read: " + directory, e);
        }
        freemarker.setDefaultEncoding("UTF-8");
        freemarker.setLocalizedLookup(false);
        freemarker.setNumberFormat("0");
        freemarker.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
        freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        freemarker.setAPIBuiltinEnabled(false);
        freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        freemarker.setLogTemplateExceptions(false);
        freemarker.setWrapUncheckedExceptions(true);
        freemarker.setFallbackOnNullLoopVariable(false);
        freemarker.setTemplateUpdateDelayMilliseconds(LOOK_FOR_CHANGES.toMillis());
        freemarker.setTemplateConfigurations(new FirstMatchTemplateConfigurationFactory(
                        written("html", HTMLOutputFormat.INSTANCE), written("txt", PlainTextOutputFormat.INSTANCE))
                .allowNoMatch(true));
    }

    private static TemplateConfigurationFactory written(String extension, OutputFormat format) {
        TemplateConfiguration configuration = new TemplateConfiguration();
        configuration.setOutputFormat(format);
        return new ConditionalTemplateConfigurationFactory(new FileExtensionMatcher(extension), configuration);
    }

    /** Whether there is such a file. */
    boolean has(String name) {
        return load(name) != null;
    }

    /**
     * Fills a template.
     *
     * @throws TemplateNotFilledException naming the template, the place and the placeholder
     */
    String fill(String name, Locale locale, Placeholders placeholders) {
        Template template = load(name);
        if (template == null) {
            throw new TemplateNotFilledException(name, "the file is missing");
        }
        StringWriter words = new StringWriter();
        try {
            var environment = template.createProcessingEnvironment(placeholders, words);
            environment.setLocale(locale);
            environment.process();
        } catch (Placeholders.UnknownPlaceholderException e) {
            throw new TemplateNotFilledException(name, place(e) + e.sentence());
        } catch (TemplateException e) {
            if (e.getCause() instanceof ParseException imported) {
                throw new TemplateNotFilledException(name, place(e) + invalid(imported));
            }
            String expression = e.getBlamedExpressionString();
            throw new TemplateNotFilledException(
                    name, place(e) + "cannot be filled" + (expression == null ? "" : " at '" + expression + "'"));
        } catch (IOException e) {
            throw new TemplateNotFilledException(name, "cannot be read");
        }
        return words.toString();
    }

    /**
     * Which words these files make: changes with any of them and of all that they import, whatever order or spelling.
     *
     * @throws TemplateNotFilledException if a file is missing
     */
    String version(String... names) {
        List<String> files = List.of(names);
        Version known = versions.get(files);
        if (known == null || !known.made.entrySet().stream().allMatch(made -> made.getValue() == load(made.getKey()))) {
            Map<String, Template> made = new TreeMap<>();
            files.forEach(file -> add(file, made));
            known = new Version(made, TemplateVersion.of(made));
            versions.put(files, known);
        }
        return known.word;
    }

    private void add(String name, Map<String, Template> made) {
        Template template = load(name);
        if (template == null) {
            throw new TemplateNotFilledException(name, "the file is missing");
        }
        if (made.put(template.getName(), template) == null) {
            IMPORTED.matcher(template.toString())
                    .results()
                    .forEach(found -> add(found.group(1).replaceFirst("^/", ""), made));
        }
    }

    /** Freemarker gives the same object until the file changes. */
    private record Version(Map<String, Template> made, String word) {}

    private Template load(String name) {
        try {
            return freemarker.getTemplate(name, null, null, true, true);
        } catch (ParseException e) {
            throw new TemplateNotFilledException(name, invalid(e));
        } catch (IOException e) {
            throw new TemplateNotFilledException(name, "cannot be read");
        }
    }

    private static String invalid(ParseException e) {
        return e.getTemplateName() + " line " + e.getLineNumber() + " is not valid: " + e.getEditorMessage();
    }

    private static String place(TemplateException e) {
        return e.getLineNumber() == null ? "" : e.getTemplateSourceName() + " line " + e.getLineNumber() + ", ";
    }
}
