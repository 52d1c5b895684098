package org.consultflow.support;

import java.util.Locale;

/** The channels of the tests' language. */
public enum Channel {
    EMAIL,
    WHATSAPP,
    SMS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
