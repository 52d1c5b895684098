package org.consultflow.sandbox.twilio;

/** How many SMS a text needs: 160 GSM-7 or 70 UCS-2 characters in one, 153 or 67 each in several (3GPP TS 23.038). */
final class Segments {

    private static final String GSM_7 = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String GSM_7_ESCAPED = "\f^{}\\[~]|€";

    private Segments() {}

    /** @return at least 1 */
    static int count(String text) {
        int septets = 0;
        for (char character : text.toCharArray()) {
            if (GSM_7.indexOf(character) >= 0) {
                septets++;
            } else if (GSM_7_ESCAPED.indexOf(character) >= 0) {
                septets += 2;
            } else {
                return split(text.length(), 70, 67);
            }
        }
        return split(septets, 160, 153);
    }

    private static int split(int length, int single, int each) {
        return length <= single ? 1 : (length + each - 1) / each;
    }
}
