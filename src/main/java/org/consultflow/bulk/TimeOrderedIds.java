package org.consultflow.bulk;

import java.util.UUID;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;

/**
 * Ids of rows that are written by the thousand. Those made one after the other stand side by side in each index, so that a burst
 * changes few of its pages; ids by chance alone change another page with each row.
 */
public final class TimeOrderedIds {

    // the machine's time and no other: the order of making is all that counts, and nobody reads a time from it
    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private TimeOrderedIds() {}

    /**
     * @return a new id, larger than those that this process made before: UUID version 7 (RFC 9562, 5.7). It is no secret: one
     *     that was made within the same millisecond is its neighbour
     */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
