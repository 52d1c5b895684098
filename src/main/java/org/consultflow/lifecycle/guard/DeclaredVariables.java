package org.consultflow.lifecycle.guard;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The process variables there are, and what each may hold: references, code words, dates, numbers and flags. Nothing in
 * which a name, an address, a phone number or a note could stand, because the engine's history keeps every value.
 */
final class DeclaredVariables {

    private static final Pattern REFERENCE = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final Pattern CODE_WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** What a variable holds, by the engine's own serializer names. */
    enum Kind {
        REFERENCE("string", "the id of something of ours (a UUID)"),
        CODE_WORD("string", "a code word: small letters, digits and hyphens, 40 at most"),
        OUTCOME("string", "completed, no-show or unknown"),
        AUDIENCE("string", "patient, provider or both"),
        DATE("date", "a Date"),
        NUMBER("integer", "an Integer"),
        FLAG("boolean", "a Boolean");

        private final String serializer;
        private final String words;

        Kind(String serializer, String words) {
            this.serializer = serializer;
            this.words = words;
        }
    }

    private static final Map<String, Kind> CONSULTATION = Map.ofEntries(
            Map.entry("consultationId", Kind.REFERENCE),
            Map.entry("scheduleRevision", Kind.NUMBER),
            Map.entry("startsAt", Kind.DATE),
            Map.entry("endsAt", Kind.DATE),
            Map.entry("roomOpensAt", Kind.DATE),
            Map.entry("acceptanceDueAt", Kind.DATE),
            Map.entry("paymentReminderAt", Kind.DATE),
            Map.entry("paymentDueAt", Kind.DATE),
            Map.entry("sessionClosesAt", Kind.DATE),
            Map.entry("acceptanceRequired", Kind.FLAG),
            Map.entry("paymentRequired", Kind.FLAG),
            Map.entry("videoRoomNeeded", Kind.FLAG),
            Map.entry("consultationType", Kind.CODE_WORD),
            Map.entry("roomReady", Kind.FLAG),
            Map.entry("connection", Kind.CODE_WORD),
            Map.entry("outcome", Kind.OUTCOME),
            Map.entry("answeredVia", Kind.CODE_WORD),
            // input parameters of the send tasks, local to them
            Map.entry("kind", Kind.CODE_WORD),
            Map.entry("audience", Kind.AUDIENCE));

    private static final Map<String, Kind> PHONE_PATIENT = Map.of(
            "consultationId", Kind.REFERENCE,
            "noticeId", Kind.REFERENCE,
            "audience", Kind.AUDIENCE,
            "kind", Kind.CODE_WORD,
            "callReason", Kind.CODE_WORD,
            "callDueAt", Kind.DATE);

    private static final Map<String, Kind> PATIENT_REPLY = Map.of(
            "replyId", Kind.REFERENCE,
            "consultationId", Kind.REFERENCE,
            "replyReason", Kind.CODE_WORD,
            "replyDueAt", Kind.DATE,
            "replyResult", Kind.CODE_WORD);
    private static final Map<String, Kind> CHECK_PROVIDER = Map.of(
            "provider", Kind.CODE_WORD,
            "channel", Kind.CODE_WORD,
            "errorCode", Kind.NUMBER,
            "checkReason", Kind.CODE_WORD,
            "circuitOpen", Kind.FLAG);

    /** Written by the engine itself for a task that is repeated. */
    private static final Set<String> COUNTERS =
            Set.of("loopCounter", "nrOfInstances", "nrOfActiveInstances", "nrOfCompletedInstances");

    private static final Map<String, Kind> ALL = union();

    private DeclaredVariables() {}

    private static Map<String, Kind> union() {
        Map<String, Kind> all = new HashMap<>(CONSULTATION);
        all.putAll(PHONE_PATIENT);
        all.putAll(PATIENT_REPLY);
        all.putAll(CHECK_PROVIDER);
        COUNTERS.forEach(counter -> all.put(counter, Kind.NUMBER));
        return Map.copyOf(all);
    }

    /** Whether any process declares the name. */
    static boolean anywhere(String name) {
        return ALL.containsKey(name);
    }

    /**
     * Checks a value that the engine is about to keep.
     *
     * @param process key of the process definition; an analyst's own process may use what ours declare
     * @param serializer the engine's name for the type of the value
     * @param text the value, if it is text
     * @throws RefusedException if the name is not declared, or the value is not what was declared
     */
    static void check(String process, String name, String serializer, String text) {
        Kind kind = declaredIn(process).get(name);
        if (kind == null && COUNTERS.contains(name)) {
            kind = Kind.NUMBER;
        }
        if (kind == null) {
            throw new RefusedException(undeclared(process));
        }
        if ("null".equals(serializer)) {
            return;
        }
        if (!kind.serializer.equals(serializer) || !fits(kind, text)) {
            throw new RefusedException("the process variable " + name + " holds " + kind.words);
        }
    }

    /** What is said of a name that is not declared. The name is not repeated: it may be anything. */
    static String undeclared(String process) {
        return "a process variable that is not declared"
                + (process == null ? "" : " for the process " + process)
                + " was to be written. Processes hold references, dates and flags only; declared are "
                + declaredIn(process).keySet().stream().sorted().toList();
    }

    private static Map<String, Kind> declaredIn(String process) {
        return switch (process == null ? "" : process) {
            case "consultation" -> CONSULTATION;
            case "phone-patient" -> PHONE_PATIENT;
            case "patient-reply" -> PATIENT_REPLY;
            case "check-provider" -> CHECK_PROVIDER;
            default -> ALL;
        };
    }

    private static boolean fits(Kind kind, String text) {
        return text == null
                || switch (kind) {
                    case REFERENCE -> REFERENCE.matcher(text).matches();
                    case CODE_WORD -> isCodeWord(text);
                    case OUTCOME -> Set.of("completed", "no-show", "unknown").contains(text);
                    case AUDIENCE -> Set.of("patient", "provider", "both").contains(text);
                    default -> true;
                };
    }

    /** Whether a text is a code word, in which nothing personal can stand. */
    static boolean isCodeWord(String text) {
        return CODE_WORD.matcher(text).matches();
    }
}
