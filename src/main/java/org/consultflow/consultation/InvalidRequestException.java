package org.consultflow.consultation;

import java.util.List;
import java.util.stream.Collectors;

/** The input breaks one or more rules; nothing was changed. */
public class InvalidRequestException extends RuntimeException {

    private final transient List<Violation> violations;

    public InvalidRequestException(List<Violation> violations) {
        super(violations.stream().map(Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public InvalidRequestException(String field, String rule) {
        this(List.of(new Violation(field, rule)));
    }

    /** Each broken rule, with its field. */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * A broken rule.
     *
     * @param field path in the request, such as {@code patient.email}
     * @param rule what it has to be, never what it was: the value may be contact data
     */
    public record Violation(String field, String rule) {
        @Override
        public String toString() {
            return field + " " + rule;
        }
    }
}
