package org.consultflow.sandbox;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Random values for what nobody configured. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** @return as many random bytes, in hexadecimal */
    static String random(int bytes) {
        return HexFormat.of().formatHex(bytes(bytes));
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
