package org.consultflow.sandbox.twilio;

import java.util.UUID;

/** Twilio's ids: two letters for the kind of resource and 32 hexadecimal digits. */
final class Sids {

    private Sids() {}

    /** @param prefix such as {@code SM} */
    static String next(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
