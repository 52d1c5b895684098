package org.consultflow.sandbox;

import java.util.List;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Which far ends are stood in for. */
@Component
public class StandInsInUse {

    private static final List<String> ALL = List.of("database", "twilio", "mail", "payment");

    private final List<String> names;

    StandInsInUse(Environment environment) {
        names = ALL.stream()
                .filter(name -> environment.getProperty(StandIns.PREFIX + name, Boolean.class, false))
                .toList();
    }

    /** Of {@code database}, {@code twilio}, {@code mail}, {@code payment} those in use. */
    public List<String> names() {
        return names;
    }
}
