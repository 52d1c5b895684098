package org.consultflow.channel;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mail leaves, {@code consultflow.mail}.
 *
 * @param host the mail server
 * @param port its port; 465 means TLS from the first byte (RFC 8314)
 * @param useTls whether the connection must be encrypted; by STARTTLS on every other port than 465
 * @param from the sender, an address with or without a name
 * @param user login; blank means none
 * @param password for the login
 * @param timeout how long the server may take to answer at each step
 */
@ConfigurationProperties("consultflow.mail")
record MailSettings(
        String host,
        int port,
        @DefaultValue("true") boolean useTls,
        String from,
        @DefaultValue("") String user,
        @DefaultValue("") String password,
        @DefaultValue("10s") Duration timeout) {

    private static final int IMPLICIT_TLS_PORT = 465;

    boolean implicitTls() {
        return useTls && port == IMPLICIT_TLS_PORT;
    }

    boolean login() {
        return !user.isBlank();
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + "]";
    }
}
