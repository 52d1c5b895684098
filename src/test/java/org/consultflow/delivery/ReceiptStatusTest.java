package org.consultflow.delivery;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptStatusTest {

    @Test
    void a_status_only_moves_up() {
        assertThat(ReceiptStatus.SENT.isAbove(ReceiptStatus.QUEUED)).isTrue();
        assertThat(ReceiptStatus.QUEUED.isAbove(ReceiptStatus.SENT)).isFalse();
        assertThat(ReceiptStatus.SENT.isAbove(ReceiptStatus.SENT)).isFalse();
        assertThat(ReceiptStatus.QUEUED.isAbove(null)).isTrue();
    }

    @Test
    void proof_beats_failure_and_never_the_reverse() {
        assertThat(ReceiptStatus.DELIVERED.isAbove(ReceiptStatus.UNDELIVERED)).isTrue();
        assertThat(ReceiptStatus.UNDELIVERED.isAbove(ReceiptStatus.DELIVERED)).isFalse();
        assertThat(ReceiptStatus.FAILED.isAbove(ReceiptStatus.UNDELIVERED)).isFalse();
    }

    @Test
    void a_word_that_says_nothing_about_delivery_is_none() {
        assertThat(ReceiptStatus.of("receiving")).isEmpty();
        assertThat(ReceiptStatus.of("undelivered")).contains(ReceiptStatus.UNDELIVERED);
    }
}
