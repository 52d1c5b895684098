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
        return new SecretKeySpec(hmac(new SecretKeySpec(roots.get(root), "HmacSHA256"), info), algorithm);
    }

    static byte[] hmac(SecretKeySpec key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
