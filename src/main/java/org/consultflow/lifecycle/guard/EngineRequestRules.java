package org.consultflow.lifecycle.guard;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What may not be asked of the engine's REST API, whoever asks. Most of it the guards inside the engine refuse too, but
 * engine-rest turns their sentence into a 500; some of it they cannot see.
 */
final class EngineRequestRules {

    /** Where the API keeps variables to write: objects from name to value. */
    private static final Set<String> VARIABLE_MAPS = Set.of(
            "variables",
            "localVariables",
            "modifications",
            "processVariables",
            "processVariablesLocal",
            "processVariablesToTriggeredScope");

    private static final String NOTES =
            "notes and files about a patient do not belong into the engine, which keeps them";

    private static final Map<String, String> CLOSED = Map.ofEntries(
            Map.entry("POST task/create", "a task of its own belongs to no consultation; tasks come from processes"),
            Map.entry("POST task/*/comment/create", NOTES),
            Map.entry("PUT task/*/comment", NOTES),
            Map.entry("PUT process-instance/*/comment", NOTES),
            Map.entry("POST task/*/attachment/create", NOTES),
            Map.entry("PUT history/user-operation/*/set-annotation", NOTES),
            Map.entry("PUT incident/*/annotation", NOTES),
            Map.entry("POST process-definition/*/restart", "a consultation that has ended is booked anew"),
            Map.entry("POST process-definition/*/restart-async", "a consultation that has ended is booked anew"));

    private static final List<String> ONE_VARIABLE = List.of("*/*/variables/*", "*/*/localVariables/*");

    /** Of what may be suspended, the flag that lets go what stands below it. */
    private static final Map<String, String> BELOW =
            Map.of("process-definition", "includeProcessInstances", "job-definition", "includeJobs");

    private EngineRequestRules() {}

    /** @throws RefusedException if the address alone is refused */
    static void checkAddress(String method, EnginePath path, String query) {
        CLOSED.forEach((closed, reason) -> {
            String[] parts = closed.split(" ");
            if (parts[0].equals(method) && path.is(parts[1])) {
                throw new RefusedException(reason);
            }
        });
        if (method.equals("PUT") && ONE_VARIABLE.stream().anyMatch(path::is)) {
            checkName(path.last());
        }
        if (query != null) {
            for (String parameter : query.split("&")) {
                checkKey(URLDecoder.decode(parameter.split("=", 2)[0], StandardCharsets.UTF_8));
            }
        }
    }

    /**
     * Timers that are made while their process or step is suspended are made suspended: if only the process were activated,
     * these would stand still for ever, and reminders with them.
     *
     * @throws RefusedException if a process or a step would be activated without what stands below it
     */
    static void checkActivation(EnginePath path, JsonNode body) {
        String flag =
                path.last().equals("suspended") ? BELOW.get(path.segments().get(0)) : null;
        if (flag != null
                && !body.path("suspended").asBoolean()
                && !body.path(flag).asBoolean()) {
            throw new RefusedException("activate with " + flag
                    + ": timers that were made meanwhile would stand still for ever, and reminders with them");
        }
    }

    /** @throws RefusedException if the body holds what is refused */
    static void checkBody(EnginePath path, JsonNode body) {
        boolean decision = path.last().equals("evaluate");
        body.fields().forEachRemaining(field -> {
            checkKey(field.getKey());
            if (field.getKey().equals("booking")) {
                throw new RefusedException("a booking is taken when consultation is started, and nowhere else");
            }
            if (VARIABLE_MAPS.contains(field.getKey()) && field.getValue().isObject() && !decision) {
                field.getValue().fieldNames().forEachRemaining(EngineRequestRules::checkName);
            }
        });
        body.forEach(child -> checkBody(path, child));
    }

    private static void checkKey(String key) {
        if (key.toLowerCase(Locale.ROOT).endsWith("expression")) {
            throw new RefusedException("queries and filters here take values, not expressions: leave out every"
                    + " criterion whose name ends with Expression");
        }
    }

    private static void checkName(String name) {
        if (name.equals("booking")) {
            throw new RefusedException("a booking is taken when consultation is started, and nowhere else");
        }
        if (!DeclaredVariables.anywhere(name)) {
            throw new RefusedException(DeclaredVariables.undeclared(null));
        }
    }
}
