package org.consultflow.lifecycle.trace;

import java.util.Locale;

/** The engine's words as the audit takes them. */
final class Words {

    private static final int LONGEST_ACTION = 40;
    private static final int LONGEST_USER = 80;

    private Words() {}

    /** Such as {@code engine-suspend-job} for {@code SuspendJob}. */
    static String action(String operation) {
        String word = "engine-" + code(operation);
        return word.substring(0, Math.min(word.length(), LONGEST_ACTION));
    }

    /** Such as {@code process-instance} for {@code ProcessInstance}. */
    static String code(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-");
    }

    /** Who did it: a user of the engine, or the service itself for null. */
    static String actor(String user) {
        if (user == null || user.isEmpty()) {
            return "service";
        }
        String id = user.replaceAll("[^A-Za-z0-9._@-]", "_");
        return "ops:" + id.substring(0, Math.min(id.length(), LONGEST_USER));
    }
}
