package org.consultflow.people;

import java.time.Instant;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConsentsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-30T00:00:00Z");

    /** Each statement is: source, yes or no, the hour at which it was said. In the order in which they were heard. */
    @ParameterizedTest
    @CsvSource({
        "booking yes 1, true",
        "booking-default yes 1, true",
        "api no 1, false",
        // of the same kind the latest counts
        "booking yes 1 | booking no 2, false",
        "booking no 1 | booking yes 2, true",
        "api no 1 | api yes 2, true",
        "api yes 2 | paper no 3, false",
        // by when it was said, not by when it was heard
        "api yes 5 | paper no 3, true",
        // of one moment, the one that was heard later
        "api yes 5 | api no 5, false",
        // what is assumed gives way to whatever is said
        "booking-default yes 1 | booking no 2, false",
        "booking-default yes 1 | api no 1, false",
        // a booking never undoes a withdrawal, also one that is heard of later
        "api no 1 | booking yes 2, false",
        "booking yes 2 | api no 1, false",
        // but it ends what the person agreed to before, and may take that end back
        "api yes 1 | booking no 2, false",
        "api yes 1 | booking no 2 | booking yes 3, true",
        "booking no 1 | api yes 2, true"
    })
    void what_counts_follows_from_who_said_it_and_when(String said, boolean active) {
        Consents consents = new Consents(
                Arrays.stream(said.split(" \\| ")).map(ConsentsTest::statement).toList());
        assertThat(consents.of("sms").orElseThrow().active()).isEqualTo(active);
        assertThat(consents.active().contains("sms")).isEqualTo(active);
    }

    @Test
    void a_channel_of_which_nothing_was_said_is_not_agreed_to() {
        Consents consents = new Consents(Arrays.asList(statement("api yes 1")));
        assertThat(consents.of("whatsapp")).isEmpty();
        assertThat(consents.active()).containsExactly("sms");
    }

    private static ConsentStatement statement(String text) {
        String[] words = text.split(" ");
        Instant at = MONDAY.plusSeconds(3600L * Integer.parseInt(words[2]));
        return new ConsentStatement("sms", words[1].equals("yes"), at, words[0], at);
    }
}
