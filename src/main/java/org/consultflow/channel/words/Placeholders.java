package org.consultflow.channel.words;

import java.util.Map;
import java.util.Set;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;

/**
 * What a template may say, by name, and nothing else: words and whole numbers, no object with methods. A name that is not
 * here fails even inside {@code <#if name??>}, where a plain map would silently answer no.
 *
 * @param values by name; null for what this message has not got, which a template asks with {@code ??}
 * @param walledOff names that exist in a mail only
 */
record Placeholders(Map<String, Object> values, Set<String> walledOff) implements TemplateHashModel {

    @Override
    public TemplateModel get(String name) throws TemplateModelException {
        if (!values.containsKey(name)) {
            throw new UnknownPlaceholderException(name, walledOff.contains(name));
        }
        Object value = values.get(name);
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
