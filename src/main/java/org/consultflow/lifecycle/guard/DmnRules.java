package org.consultflow.lifecycle.guard;

import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a DMN table may contain: FEEL, and of FEEL no function definitions, which could name a Java class. */
class DmnRules {

    private static final Set<String> FEEL = Set.of(
            "feel",
            "http://www.omg.org/spec/feel/20140401",
            "https://www.omg.org/spec/dmn/20180521/feel/",
            "https://www.omg.org/spec/dmn/20191111/feel/",
            "https://www.omg.org/spec/dmn/20211108/feel/",
            "https://www.omg.org/spec/dmn/20230324/feel/");

    private static final Pattern FUNCTION = Pattern.compile("\\bfunction\\s*\\(");

    void check(Document model, Consumer<String> complaints) {
        for (Element element : ModelElement.all(model)) {
            String where = ModelElement.describe(element);
            checkElement(element, complaint -> complaints.accept(where + " " + complaint));
        }
    }

    private static void checkElement(Element element, Consumer<String> complaints) {
        for (String attribute : Set.of("expressionLanguage", "typeLanguage")) {
            String language = element.getAttribute(attribute);
            if (!language.isEmpty() && !FEEL.contains(language.toLowerCase(java.util.Locale.ROOT))) {
                complaints.accept("uses a script; decision tables speak FEEL only");
            }
        }
        if (element.getLocalName().equals("import")) {
            complaints.accept("imports another document, which decisions here do not need");
        }
        if (element.getLocalName().equals("text")
                && FUNCTION.matcher(element.getTextContent()).find()) {
            complaints.accept("defines a function; decision tables use FEEL's own functions only");
        }
    }
}
