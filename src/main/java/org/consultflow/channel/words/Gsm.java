package org.consultflow.channel.words;

/**
 * The alphabet of a cheap SMS, GSM 03.38 (3GPP TS 23.038, 6.2.1): a text within it has 160 characters in one segment and
 * 153 in each of several, any other only 70 and 67.
 */
final class Gsm {

    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENDED = "^{}\\[~]|€\f";

    private Gsm() {}

    /** Whether the alphabet has every character of the text. */
    static boolean canWrite(String text) {
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (BASIC.indexOf(letter) < 0 && EXTENDED.indexOf(letter) < 0) {
                return false;
            }
        }
        return true;
    }

    /** How many segments the text takes. */
    static int segments(String text) {
        if (canWrite(text)) {
            int septets = text.chars()
                    .map(letter -> EXTENDED.indexOf(letter) >= 0 ? 2 : 1)
                    .sum();
            return septets <= 160 ? 1 : (septets + 152) / 153;
        }
        return text.length() <= 70 ? 1 : (text.length() + 66) / 67;
    }
}
