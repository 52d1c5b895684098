package org.consultflow.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** What a machine can see of WCAG 2.2 AA: axe's rules, in light and in dark. */
public final class Accessibility {

    private static final String AXE = read("/axe.min.js");

    private static final String RUN =
            """
            const done = arguments[arguments.length - 1];
            axe.run(arguments[0], {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']})
              .then((found) => done(found.violations.map((rule) =>
                rule.id + ': ' + rule.nodes.map((node) => node.target.join(' ') + ' ' + node.failureSummary).join(' | '))));""";

    private Accessibility() {}

    /** @param state of the page, in words, for the failure */
    static void check(Browser browser, String state) {
        check(browser, state, "html");
    }

    /**
     * Looks at a part of a page that is otherwise somebody else's.
     *
     * @param state of the page, in words, for the failure
     * @param part a CSS selector
     */
    public static void check(Browser browser, String state, String part) {
        for (String scheme : List.of("light", "dark")) {
            browser.driver()
                    .executeCdpCommand(
                            "Emulation.setEmulatedMedia",
                            Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
            if (!(Boolean) browser.driver().executeScript("return 'axe' in window")) {
                browser.driver().executeScript(AXE);
            }
            assertThat((List<?>) browser.driver().executeAsyncScript(RUN, part))
                    .as("violations of WCAG 2.2 AA, %s, %s", state, scheme)
                    .isEmpty();
        }
    }

    private static String read(String resource) {
        try (InputStream script = Accessibility.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
