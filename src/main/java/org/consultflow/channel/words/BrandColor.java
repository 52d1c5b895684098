package org.consultflow.channel.words;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The clinic's colour, and what of it can be read where: every pair keeps the contrast of 4.5:1 that WCAG 2.2 (1.4.3) asks
 * of text, whatever colour a clinic has.
 */
record BrandColor(int red, int green, int blue) {

    private static final Pattern WRITTEN = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final double READABLE = 4.5;
    private static final BrandColor WHITE = new BrandColor(255, 255, 255);
    private static final BrandColor BLACK = new BrandColor(0, 0, 0);
    /** The two grounds of {@code templates/_layout/mail.html} on which coloured text stands. */
    private static final BrandColor LIGHT_GROUND = new BrandColor(0xee, 0xf2, 0xf2);

    private static final BrandColor DARK_GROUND = new BrandColor(0x26, 0x2f, 0x33);

    /** @throws IllegalArgumentException unless it is {@code #rrggbb} */
    static BrandColor of(String hex) {
        if (hex == null || !WRITTEN.matcher(hex).matches()) {
            throw new IllegalArgumentException("consultflow.clinic.color must look like #0f6b66");
        }
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new BrandColor(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /** For text that stands on the colour itself. */
    BrandColor textOnIt() {
        return contrastWith(WHITE) >= READABLE ? WHITE : BLACK;
    }

    /** The colour, darkened until it can be read on a light ground. */
    BrandColor onLight() {
        return towards(BLACK, LIGHT_GROUND);
    }

    /** The colour, lightened until it can be read on a dark ground. */
    BrandColor onDark() {
        return towards(WHITE, DARK_GROUND);
    }

    double contrastWith(BrandColor other) {
        double brighter = Math.max(luminance(), other.luminance());
        double darker = Math.min(luminance(), other.luminance());
        return (brighter + 0.05) / (darker + 0.05);
    }

    private BrandColor towards(BrandColor end, BrandColor ground) {
        for (int percent = 0; percent < 100; percent += 5) {
            BrandColor mixed = mix(end, percent);
            if (mixed.contrastWith(ground) >= READABLE) {
                return mixed;
            }
        }
        return end;
    }

    private BrandColor mix(BrandColor end, int percent) {
        return new BrandColor(
                red + (end.red - red) * percent / 100,
                green + (end.green - green) * percent / 100,
                blue + (end.blue - blue) * percent / 100);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return "#" + HexFormat.of().toHexDigits(red << 16 | green << 8 | blue, 6);
    }
}
