package org.consultflow.channel.words;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

import freemarker.template.Template;

/** A short name for the words of a message: the first 12 hexadecimal digits of the SHA-256 of their sources. */
final class TemplateVersion {

    private static final int DIGITS = 12;

    private TemplateVersion() {}

    /** @param files name and template of each file, in an order that is always the same */
    static String of(Map<String, Template> files) {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            files.forEach((name, template) -> {
                hash.update(name.getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
                hash.update(template.toString().getBytes(StandardCharsets.UTF_8));
                hash.update((byte) 0);
            });
            return HexFormat.of().formatHex(hash.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
