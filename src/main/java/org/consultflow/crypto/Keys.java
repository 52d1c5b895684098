package org.consultflow.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The root keys, and one key a purpose derived from each (HKDF-Expand of RFC 5869 with HMAC-SHA256, one block; the root is
 * uniformly random, so that the extract step is not needed). The first root encrypts and signs; the others still open what
 * they once sealed.
 */
final class Keys {

    private static final int ROOT_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final List<byte[]> roots;

    private Keys(List<byte[]> roots) {
        this.roots = roots;
    }

    /**
     * @param configured one or more keys of 32 bytes in base64, separated by commas
     * @throws IllegalArgumentException if one is not, saying which rule was broken and never the value
     */
    static Keys parse(String configured) {
        List<byte[]> roots = Arrays.stream(configured.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(Keys::decode)
                .toList();
        if (roots.isEmpty()) {
            throw new IllegalArgumentException("CONSULTFLOW_SECRET_KEY holds no key: give 32 random bytes in base64");
        }
        return new Keys(roots);
    }

    private static byte[] decode(String part) {
        try {
            byte[] root = Base64.getDecoder().decode(part);
            if (root.length == ROOT_BYTES) {
                return root;
            }
        } catch (IllegalArgumentException notBase64) {
            // answered below, without the value
        }
        throw new IllegalArgumentException("each key of CONSULTFLOW_SECRET_KEY must be 32 bytes in base64");
    }

    int count() {
        return roots.size();
    }

    SecretKeySpec derive(int root, String purpose, String algorithm) {
        byte[] info = (purpose + '\u0001').getBytes(StandardCharsets.UTF_8);
        info[info.length - 1] = 1;
        return new SecretKeySpec(hmac(mac(new SecretKeySpec(roots.get(root), HMAC)), info), algorithm);
    }

    /** Makes message authentication codes with the derived key of a root and a purpose; for {@link #hmac} only. */
    Mac mac(int root, String purpose) {
        return mac(derive(root, purpose, HMAC));
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param keyed stays as it is, so that any number of threads may use it: a copy costs less than to begin with the key */
    static byte[] hmac(Mac keyed, byte[] message) {
        try {
            return ((Mac) keyed.clone()).doFinal(message);
        } catch (CloneNotSupportedException otherProvider) {
            throw new IllegalStateException("this Java's HmacSHA256 cannot be copied", otherProvider);
        }
    }
}
