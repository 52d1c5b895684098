package org.consultflow.telemetry;

import java.util.List;

import io.micrometer.core.instrument.Tags;

/**
 * A room's figures that only the database knows. A bean of this type is asked again and again by {@link Surveys}, whoever
 * reads the metrics and however often.
 */
public interface Survey {

    /** What it is about, in a word: a label. */
    String name();

    /** The names of its figures, whether there is anything to count or not. */
    List<Kind> kinds();

    /** Asks the database: in few statements, none of which reads a whole table that grows. */
    List<Figure> take();

    /**
     * A kind of figure.
     *
     * @param name in Micrometer's way, such as {@code consultflow.outbox.deliveries}
     * @param unit base unit such as {@code seconds}; null for a number of things
     * @param description one line, for whoever meets it in Prometheus
     */
    record Kind(String name, String unit, String description) {}

    /**
     * What was found.
     *
     * @param name that of its {@link Kind}
     * @param labels always the same names for a kind, with few values; none of them says who somebody is
     */
    record Figure(String name, Tags labels, double value) {}
}
