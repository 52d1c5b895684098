package org.consultflow.sandbox.twilio;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The one account of the stand-in: what this service was told of it.
 *
 * @param accountSid {@code AC…}
 * @param authToken signs callbacks
 * @param apiKey {@code SK…}
 * @param apiSecret belongs to the API key
 * @param whatsappFrom WhatsApp sender in E.164, with or without {@code whatsapp:}
 * @param phoneNumber SMS sender in E.164, or empty
 * @param messagingServiceSid {@code MG…}, or empty
 */
@ConfigurationProperties("consultflow.twilio")
record TwilioAccount(
        String accountSid,
        String authToken,
        String apiKey,
        String apiSecret,
        String whatsappFrom,
        String phoneNumber,
        String messagingServiceSid) {

    /** Whether a Basic login is the account's own or that of its API key. */
    boolean admits(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        byte[] given;
        try {
            given = Base64.getDecoder().decode(authorization.substring(6).strip());
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        return same(given, accountSid + ':' + authToken) || same(given, apiKey + ':' + apiSecret);
    }

    /** Whether messages may be sent from here: a number, or a number behind {@code whatsapp:}. */
    boolean owns(String sender) {
        return sender.startsWith(WHATSAPP)
                ? sender.equals(WHATSAPP + whatsappFrom) || sender.equals(whatsappFrom)
                : sender.equals(phoneNumber);
    }

    static final String WHATSAPP = "whatsapp:";

    private static boolean same(byte[] given, String expected) {
        return MessageDigest.isEqual(given, expected.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "TwilioAccount[" + accountSid + "]";
    }
}
