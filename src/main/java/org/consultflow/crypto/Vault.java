package org.consultflow.crypto;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import javax.crypto.Mac;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;

/**
 * Seals text (AES-256-GCM), signs short texts that leave the house and come back (HMAC-SHA256), and makes keys by which a
 * value can be found again without being stored in the clear. All keys derive from {@code CONSULTFLOW_SECRET_KEY}.
 */
@Component
public class Vault {

    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private static final int SIGNATURE_BYTES = 16;

    private final List<BytesEncryptor> encryptors = new ArrayList<>();
    private final List<Mac> signing = new ArrayList<>();
    private final Mac lookup;

    /**
     * @param configured {@code consultflow.secret-key}: one or more keys of 32 bytes in base64; the first one encrypts
     */
    public Vault(@Value("${consultflow.secret-key}") String configured) {
        Keys keys = Keys.parse(configured);
        for (int root = 0; root < keys.count(); root++) {
            encryptors.add(new AesBytesEncryptor(
                    keys.derive(root, "seal", "AES"), KeyGenerators.secureRandom(16), CipherAlgorithm.GCM));
            signing.add(keys.mac(root, "sign"));
        }
        // a lookup key must not change when a new root is put in front: what is stored could not be found again
        lookup = keys.mac(keys.count() - 1, "lookup");
    }

    /** @return the text, readable by nobody without the keys; null stays null */
    public byte[] seal(String text) {
        return text == null ? null : encryptors.get(0).encrypt(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @return what was sealed; null stays null
     * @throws IllegalStateException if no configured key opens it
     */
    public String open(byte[] sealed) {
        if (sealed == null) {
            return null;
        }
        for (BytesEncryptor encryptor : encryptors) {
            try {
                return new String(encryptor.decrypt(sealed), StandardCharsets.UTF_8);
            } catch (IllegalStateException | IndexOutOfBoundsException | ProviderException otherKey) {
                // GCM says no for a wrong key: the next one may have sealed it; what is too short was never sealed
            }
        }
        throw new IllegalStateException("no key of CONSULTFLOW_SECRET_KEY opens this value: was a key removed?");
    }

    /**
     * @param purpose what the value is, so that equal values of different kinds do not meet
     * @return a key that is always the same for the same value, from which the value cannot be had
     */
    public String lookupKey(String purpose, String value) {
        return URL.encodeToString(Keys.hmac(lookup, (purpose + '\n' + value).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * @param purpose which door the token opens; a token for one never opens another
     * @param content short, without contact data: it is readable by whoever holds the token
     * @param expires when it stops to be good, by real time
     * @return a token that is safe in a URL
     */
    public String sign(String purpose, String content, Instant expires) {
        String body = Long.toString(expires.getEpochSecond(), 36) + '.' + content;
        return URL.encodeToString(body.getBytes(StandardCharsets.UTF_8))
                + '.'
                + URL.encodeToString(signature(signing.get(0), purpose, body));
    }

    /**
     * @param now by real time
     * @return the content, if the token was signed here for this purpose and has not expired
     */
    public Optional<String> verify(String purpose, String token, Instant now) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 2) {
            return Optional.empty();
        }
        try {
            String body = new String(Base64.getUrlDecoder().decode(parts[0]), StandardCharsets.UTF_8);
            byte[] given = Base64.getUrlDecoder().decode(parts[1]);
            boolean ours =
                    signing.stream().anyMatch(key -> MessageDigest.isEqual(given, signature(key, purpose, body)));
            int dot = body.indexOf('.');
            if (!ours || now.getEpochSecond() >= Long.parseLong(body.substring(0, dot), 36)) {
                return Optional.empty();
            }
            return Optional.of(body.substring(dot + 1));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /**
     * @param purpose what is proved, so that a proof of one kind is none of another
     * @return 32 bytes that only who has the keys can make of the message
     */
    public byte[] mac(String purpose, byte[] message) {
        return mac(signing.get(0), purpose, message);
    }

    /** @return whether {@link #mac} made it of this message, with this or an earlier key */
    public boolean isMac(String purpose, byte[] message, byte[] mac) {
        return signing.stream().anyMatch(key -> MessageDigest.isEqual(mac, mac(key, purpose, message)));
    }

    private static byte[] mac(Mac key, String purpose, byte[] message) {
        byte[] name = (purpose + "\n\n").getBytes(StandardCharsets.UTF_8);
        byte[] all = java.util.Arrays.copyOf(name, name.length + message.length);
        System.arraycopy(message, 0, all, name.length, message.length);
        return Keys.hmac(key, all);
    }

    private static byte[] signature(Mac key, String purpose, String body) {
        byte[] full = Keys.hmac(key, (purpose + '\n' + body).getBytes(StandardCharsets.UTF_8));
        return java.util.Arrays.copyOf(full, SIGNATURE_BYTES);
    }
}
