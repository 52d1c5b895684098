package org.consultflow.bulk;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** As PostgreSQL sorts them: byte by byte, which is how their text sorts. */
class TimeOrderedIdsTest {

    @Test
    void eachIsBehindTheOneBefore() {
        List<UUID> ids = Stream.generate(TimeOrderedIds::next).limit(10_000).toList();

        assertThat(ids).allMatch(id -> id.version() == 7);
        assertThat(ids.stream().map(UUID::toString)).isSorted().doesNotHaveDuplicates();
    }
}
