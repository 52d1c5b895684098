package org.consultflow.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What Twilio writes under a callback ("Validating signatures from Twilio"): an HMAC-SHA1 in base64, key: the auth token, over
 * the public URL and the form's fields in the order of their names; without the URL's fragment. Twilio's own SDK makes it twice
 * for each request, with the port and without, and parses the URL four times. Here the address as it is configured comes
 * first, and its other spelling only if that was not it.
 */
final class TwilioSignature {

    private static final String HMAC = "HmacSHA1";
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9+/]{27}=");

    private final Mac keyed;
    private final List<String> origins;

    /** @param publicUrl where Twilio finds us, without a slash at its end */
    TwilioSignature(String authToken, String publicUrl) {
        keyed = keyed(authToken);
        origins = origins(publicUrl);
    }

    /** Whether a text looks like a signature at all. */
    static boolean isWellFormed(String text) {
        return WELL_FORMED.matcher(text).matches();
    }

    /**
     * @param pathAndQuery as they were asked for
     * @param form the fields of the body alone
     */
    boolean isOf(String pathAndQuery, Map<String, String> form, String signature) {
        StringBuilder fields = new StringBuilder();
        new TreeMap<>(form).forEach((name, value) -> fields.append(name).append(value));
        byte[] claimed = signature.getBytes(StandardCharsets.UTF_8);
        for (String origin : origins) {
            if (MessageDigest.isEqual(claimed, sign(origin + pathAndQuery + fields))) {
                return true;
            }
        }
        return false;
    }

    private byte[] sign(String text) {
        try {
            // a copy: any number of threads may use the keyed one
            return Base64.getEncoder().encode(((Mac) keyed.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (CloneNotSupportedException otherProvider) {
            throw new IllegalStateException("this Java's " + HMAC + " cannot be copied", otherProvider);
        }
    }

    private static Mac keyed(String authToken) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), HMAC));
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Twilio signs the port in some of its products and leaves it out in others. */
    private static List<String> origins(String publicUrl) {
        URI url = URI.create(publicUrl);
        String withoutPort = url.getScheme() + "://" + url.getHost();
        String path = url.getRawPath();
        int usual = "https".equals(url.getScheme()) ? 443 : 80;
        String other = url.getPort() < 0 ? withoutPort + ":" + usual + path : withoutPort + path;
        return List.of(publicUrl, other);
    }
}
