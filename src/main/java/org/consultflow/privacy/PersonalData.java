package org.consultflow.privacy;

import java.util.List;

/** A room's own tables, as far as they hold something of a person. Each room that does implements this. */
public interface PersonalData {

    /** Name of its part in an export, as a field of JSON such as {@code chat}. */
    String name();

    /**
     * All that is held of the person, opened, oldest first.
     *
     * @return records that can be written as JSON; empty if nothing is held
     */
    List<?> export(Subject subject);

    /**
     * Takes the person out of what is held, in the caller's transaction. What must be kept, such as how a message went and
     * what it cost, stays without the person. Asked again, nothing happens.
     */
    void erase(Subject subject);
}
