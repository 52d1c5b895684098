package org.consultflow.lifecycle.guard;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.web.util.UriUtils;

/**
 * A path of the engine's REST API, wherever it is mounted: below {@code /engine-rest}, below Cockpit's
 * {@code /camunda/api/engine}, with the engine's name or without.
 *
 * @param mount what comes before, such as {@code /engine-rest}
 * @param segments decoded, such as {@code [process-definition, key, consultation, start]}
 */
record EnginePath(String mount, List<String> segments) {

    private static final String COCKPIT = "/camunda/api/engine";
    private static final List<String> MOUNTS = List.of("/engine-rest", COCKPIT);

    static Optional<EnginePath> of(HttpServletRequest request) {
        String path = UriUtils.decode(
                request.getRequestURI().substring(request.getContextPath().length()), StandardCharsets.UTF_8);
        return MOUNTS.stream()
                .filter(mount -> path.equals(mount) || path.startsWith(mount + "/"))
                .findFirst()
                .map(mount -> below(mount, path));
    }

    private static EnginePath below(String mount, String path) {
        List<String> segments = Arrays.stream(path.substring(mount.length()).split("/"))
                .filter(segment -> !segment.isEmpty())
                .toList();
        if (segments.size() >= 2 && segments.get(0).equals("engine")) {
            return new EnginePath(mount + "/engine/" + segments.get(1), segments.subList(2, segments.size()));
        }
        return new EnginePath(mount, segments);
    }

    /** Whether the path has this shape; {@code *} stands for any one segment. */
    boolean is(String pattern) {
        String[] expected = pattern.split("/");
        if (expected.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].equals("*") && !expected[i].equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether this answers with a list that is asked for in pages: {@code task}, {@code history/incident}. Figures of
     * {@code metrics} have a limit of their own.
     */
    boolean isList() {
        int below = segments.isEmpty() || !segments.get(0).equals("history") ? 0 : 1;
        return segments.size() == below + 1 && !segments.get(0).equals("metrics");
    }

    /** Whether it is mounted for Cockpit's own pages, and not for integrators. */
    boolean isForCockpit() {
        return mount.startsWith(COCKPIT);
    }

    String last() {
        return segments.isEmpty() ? "" : segments.get(segments.size() - 1);
    }
}
