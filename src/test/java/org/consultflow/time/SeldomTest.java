package org.consultflow.time;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SeldomTest {

    private final Seldom seldom = new Seldom(4);

    @Test
    void nothing_was_heard_of_so_the_first_round_looks_and_then_each_fourth() {
        assertThat(rounds(9)).containsExactly(true, false, false, false, true, false, false, false, true);
    }

    @Test
    void what_was_heard_of_is_looked_for_at_once_and_for_as_long_as_it_was_said() {
        rounds(2);
        seldom.hint(3);
        assertThat(rounds(4)).containsExactly(true, true, true, false);
    }

    @Test
    void a_short_hint_does_not_end_a_longer_one() {
        rounds(1);
        seldom.hint(6);
        seldom.hint(1);
        assertThat(rounds(7)).containsExactly(true, true, true, true, true, true, false);
    }

    private List<Boolean> rounds(int howMany) {
        return Stream.generate(seldom::look).limit(howMany).toList();
    }
}
