package org.consultflow.crypto;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VaultTest {

    private static final Instant NOW = Instant.parse("2026-11-20T00:00:00Z");
    private final Vault vault = new Vault(key(1));

    @Test
    void what_is_sealed_opens_and_is_different_each_time() {
        byte[] sealed = vault.seal("+61491570156");
        assertThat(vault.open(sealed)).isEqualTo("+61491570156");
        assertThat(vault.seal("+61491570156")).isNotEqualTo(sealed);
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("491570156");
    }

    @Test
    void a_new_key_in_front_still_opens_finds_and_verifies_what_the_old_one_made() {
        byte[] sealed = vault.seal("pat@example.com");
        String token = vault.sign("join", "abc", NOW.plusSeconds(60));
        Vault rotated = new Vault(key(2) + "," + key(1));
        assertThat(rotated.open(sealed)).isEqualTo("pat@example.com");
        assertThat(rotated.lookupKey("address", "x")).isEqualTo(vault.lookupKey("address", "x"));
        assertThat(rotated.verify("join", token, NOW)).contains("abc");
        assertThatThrownBy(() -> vault.open(rotated.seal("later"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_was_never_sealed_is_refused_in_a_sentence_however_short_it_is() {
        for (int length : new int[] {0, 5, 16, 20, 40}) {
            assertThatThrownBy(() -> vault.open(new byte[length]))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("CONSULTFLOW_SECRET_KEY");
        }
    }

    @Test
    void a_token_opens_its_own_door_only_and_only_in_time() {
        String token = vault.sign("join", "content.with.dots", NOW.plusSeconds(60));
        assertThat(vault.verify("join", token, NOW)).contains("content.with.dots");
        assertThat(vault.verify("cancel", token, NOW)).isEmpty();
        assertThat(vault.verify("join", token, NOW.plusSeconds(60))).isEmpty();
        assertThat(new Vault(key(3)).verify("join", token, NOW)).isEmpty();
    }

    @Test
    void a_token_that_was_changed_in_any_place_is_refused() {
        String token = vault.sign("join", "abc", NOW.plusSeconds(60));
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'Q' : 'A';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            // the last character of a base64 block has bits that mean nothing
            boolean meansTheSame = vault.verify("join", forged, NOW).equals(vault.verify("join", token, NOW))
                    && i == token.length() - 1;
            assertThat(meansTheSame || vault.verify("join", forged, NOW).isEmpty())
                    .as("changed at %d", i)
                    .isTrue();
        }
    }

    @Test
    void nonsense_is_no_token() {
        for (String nonsense : new String[] {"", ".", "a.b", "a.b.c", "!!.!!", "YQ.YQ"}) {
            assertThat(vault.verify("join", nonsense, NOW)).isEmpty();
        }
    }

    @Test
    void a_key_of_the_wrong_size_stops_the_start_without_being_told() {
        assertThatThrownBy(() -> new Vault("c2hvcnQ="))
                .hasMessageContaining("32 bytes in base64")
                .hasMessageNotContaining("c2hvcnQ");
    }

    private static String key(int filling) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) filling);
        return Base64.getEncoder().encodeToString(key);
    }
}
