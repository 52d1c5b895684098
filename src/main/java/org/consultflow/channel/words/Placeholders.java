package org.consultflow.channel.words;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;

/**
 * What a template may say, by name, and nothing else: words and whole numbers, no object with methods. A name that is not
 * here fails even inside {@code <#if name??>}, where a plain map would silently answer no. A value is made when a template
 * asks for it, once: a template names a few of them only.
 *
 * @param <T> what the values are about
 */
final class Placeholders<T> implements TemplateHashModel {

    private final T about;
    private final Map<String, Function<T, Object>> values;
    private final Set<String> walledOff;
    private final Map<String, TemplateModel> asked = new HashMap<>();

    /**
     * @param values by name; null for what this message has not got, which a template asks with {@code ??}
     * @param walledOff names that exist in a mail only
     */
    Placeholders(T about, Map<String, Function<T, Object>> values, Set<String> walledOff) {
        this.about = about;
        this.values = values;
        this.walledOff = walledOff;
    }

    @Override
    public TemplateModel get(String name) throws TemplateModelException {
        Function<T, Object> value = values.get(name);
        if (value == null) {
            throw new UnknownPlaceholderException(name, walledOff.contains(name));
        }
        return asked.computeIfAbsent(name, any -> model(value.apply(about)));
    }

    private static TemplateModel model(Object value) {
        if (value == null) {
            return null;
        }
        return value instanceof Integer number ? new SimpleNumber(number) : new SimpleScalar((String) value);
    }

    @Override
    public boolean isEmpty() {
        return values.isEmpty();
    }

    /** A template names something that does not exist, or that may not stand where it stands. */
    static final class UnknownPlaceholderException extends TemplateModelException {

        private final String placeholder;
        private final boolean mailOnly;

        UnknownPlaceholderException(String placeholder, boolean mailOnly) {
            super("unknown placeholder " + placeholder);
            this.placeholder = placeholder;
            this.mailOnly = mailOnly;
        }

        String sentence() {
            return mailOnly
                    ? "'" + placeholder + "' may stand in the body of a mail only"
                    : "there is no placeholder '" + placeholder + "'";
        }
    }
}
