package org.consultflow.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Decides, before anything starts, which far ends are real and which are stand-ins: a set that is not begun is stood in
 * for, one that is begun but incomplete stops the start and names what is missing.
 *
 * <p>Sets {@code consultflow.stand-in.database|twilio|mail|payment}, {@code consultflow.sandbox.page} and
 * {@code consultflow.clock}, and the addresses of the stand-ins, in the same properties as the real ones'.
 */
public class StandIns implements EnvironmentPostProcessor, Ordered {

    static final String PREFIX = "consultflow.stand-in.";

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 10;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Map<String, Object> decided = new LinkedHashMap<>();
        boolean database = !isSet(environment, "spring.datasource.url");
        boolean twilio = !isSet(environment, "consultflow.twilio.account-sid");
        boolean mail = !isSet(environment, "consultflow.mail.host");
        decided.put(PREFIX + "database", database);
        decided.put(PREFIX + "twilio", twilio);
        decided.put(PREFIX + "mail", mail);
        decided.put(PREFIX + "payment", !isSet(environment, "STRIPE_SECRET_KEY"));
        List<String> missing = new ArrayList<>();
        if (twilio) {
            standInForTwilio(environment, decided);
        } else {
            require(environment, missing, "TWILIO_AUTH_TOKEN", "consultflow.twilio.auth-token");
            require(environment, missing, "TWILIO_API_KEY", "consultflow.twilio.api-key");
            require(environment, missing, "TWILIO_API_SECRET", "consultflow.twilio.api-secret");
            require(environment, missing, "TWILIO_WHATSAPP_FROM", "consultflow.twilio.whatsapp-from");
            if (!isSet(environment, "consultflow.twilio.phone-number")
                    && !isSet(environment, "consultflow.twilio.messaging-service-sid")) {
                missing.add("TWILIO_PHONE_NUMBER or TWILIO_MESSAGING_SERVICE_SID");
            }
        }
        if (mail) {
            decided.put("consultflow.mail.host", "127.0.0.1");
            decided.put("consultflow.mail.port", freePort(environment, "consultflow.mail.port"));
            decided.put("consultflow.mail.use-tls", false);
            decided.put("consultflow.mail.from", "clinic@consultflow.example");
        } else {
            require(environment, missing, "EMAIL_FROM", "consultflow.mail.from");
        }
        if (!database) {
            for (String key : List.of("admin-user", "admin-password", "api-key", "secret-key")) {
                require(
                        environment,
                        missing,
                        "CONSULTFLOW_" + key.toUpperCase(java.util.Locale.ROOT).replace('-', '_'),
                        "consultflow." + key);
            }
        }
        if (!missing.isEmpty()) {
            throw new IncompleteSettingsException(missing);
        }
        String clock = environment.getProperty("CONSULTFLOW_CLOCK");
        if (clock == null || clock.isBlank()) {
            decided.put("consultflow.clock", twilio && mail ? "adjustable" : "system");
        } else if (!clock.equals("adjustable") && !clock.equals("system")) {
            throw new IncompleteSettingsException("CONSULTFLOW_CLOCK must be adjustable or system");
        }
        decided.put(
                "consultflow.sandbox.page",
                environment.getProperty("CONSULTFLOW_SANDBOX", Boolean.class, database && twilio && mail));
        environment.getPropertySources().addFirst(new MapPropertySource("consultflowStandIns", decided));
    }

    private static void standInForTwilio(ConfigurableEnvironment environment, Map<String, Object> decided) {
        int port = freePort(environment, "consultflow.sandbox.twilio-port");
        decided.put("consultflow.sandbox.twilio-port", port);
        decided.put("consultflow.twilio.account-sid", "AC00000000000000000000000000005a4d");
        decided.put("consultflow.twilio.auth-token", Secrets.random(16));
        decided.put("consultflow.twilio.api-key", "SK00000000000000000000000000005a4d");
        decided.put("consultflow.twilio.api-secret", Secrets.random(24));
        decided.put("consultflow.twilio.whatsapp-from", "+15005550006");
        decided.put("consultflow.twilio.phone-number", "+15005550006");
        decided.put("consultflow.twilio.messaging-service-sid", "");
        decided.put("consultflow.twilio.api-url", "http://127.0.0.1:" + port);
        decided.put("consultflow.twilio.video-url", "http://127.0.0.1:" + port);
    }

    private static boolean isSet(ConfigurableEnvironment environment, String property) {
        String value = environment.getProperty(property);
        return value != null && !value.isBlank();
    }

    private static void require(
            ConfigurableEnvironment environment, List<String> missing, String variable, String property) {
        if (!isSet(environment, property)) {
            missing.add(variable);
        }
    }

    private static int freePort(ConfigurableEnvironment environment, String property) {
        Integer given =
                property.startsWith("consultflow.sandbox.") ? environment.getProperty(property, Integer.class) : null;
        if (given != null) {
            return given;
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }
}
