package org.consultflow.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
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
        Settings settings = new Settings(environment);
        boolean database = settings.standInFor(SettingsSet.DATABASE);
        boolean twilio = settings.standInFor(SettingsSet.TWILIO);
        boolean mail = settings.standInFor(SettingsSet.MAIL);
        boolean payment = settings.standInFor(SettingsSet.PAYMENT);
        if (!database) {
            settings.requireAll(SettingsSet.CREDENTIALS);
        }
        settings.throwIfIncomplete();
        Map<String, Object> decided = new LinkedHashMap<>();
        decided.put(PREFIX + "database", database);
        decided.put(PREFIX + "twilio", twilio);
        decided.put(PREFIX + "mail", mail);
        decided.put(PREFIX + "payment", payment);
        if (twilio) {
            standInForTwilio(environment, decided);
        }
        if (mail) {
            standInForMail(decided);
        }
        decided.put("consultflow.clock", clock(settings, twilio && mail));
        boolean page = page(settings, database && twilio && mail);
        decided.put("consultflow.sandbox.page", page);
        if (page) {
            // the way that a visit went is drawn from the engine's full history
            decided.put(PREFIX + "history", "full");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("consultflowStandIns", decided));
    }

    private static String clock(Settings settings, boolean nothingReal) {
        return settings.named("CONSULTFLOW_CLOCK")
                .map(asked -> {
                    if (!asked.equals("adjustable") && !asked.equals("system")) {
                        throw new IncompleteSettingsException(
                                "Not started: CONSULTFLOW_CLOCK is neither adjustable nor system.",
                                "Set it to adjustable or system, or unset it.");
                    }
                    return asked;
                })
                .orElse(nothingReal ? "adjustable" : "system");
    }

    private static boolean page(Settings settings, boolean nothingReal) {
        return settings.named("CONSULTFLOW_SANDBOX")
                .map(asked -> {
                    if (!asked.equalsIgnoreCase("true") && !asked.equalsIgnoreCase("false")) {
                        throw new IncompleteSettingsException(
                                "Not started: CONSULTFLOW_SANDBOX is neither true nor false.",
                                "Set it to true or false, or unset it.");
                    }
                    return Boolean.valueOf(asked);
                })
                .orElse(nothingReal);
    }

    private static void standInForMail(Map<String, Object> decided) {
        decided.put("consultflow.mail.host", "127.0.0.1");
        decided.put("consultflow.mail.port", freePort());
        decided.put("consultflow.mail.use-tls", false);
        decided.put("consultflow.mail.from", "clinic@consultflow.example");
    }

    private static void standInForTwilio(ConfigurableEnvironment environment, Map<String, Object> decided) {
        Integer given = environment.getProperty("consultflow.sandbox.twilio-port", Integer.class);
        int port = given == null ? freePort() : given;
        decided.put("consultflow.sandbox.twilio-port", port);
        decided.put("consultflow.twilio.account-sid", "AC00000000000000000000000000005a4d");
        decided.put("consultflow.twilio.auth-token", Secrets.random(16));
        decided.put("consultflow.twilio.api-key", "SK00000000000000000000000000005a4d");
        decided.put("consultflow.twilio.api-secret", Secrets.random(24));
        decided.put("consultflow.twilio.whatsapp-from", "+15005550006");
        decided.put("consultflow.twilio.phone-number", "+15005550006");
        decided.put("consultflow.twilio.messaging-service-sid", "");
        // it takes what comes: a newcomer does not wait; a rate that is configured for a channel holds all the same
        decided.put(PREFIX + "whatsapp-rate", 0);
        decided.put(PREFIX + "sms-rate", 0);
        // what the join page speaks in the browser
        decided.put(PREFIX + "video-client", "sandbox");
        // whoever moves the clock waits for each room
        decided.put(PREFIX + "worker-interval", "500ms");
        decided.put("consultflow.twilio.api-url", "http://127.0.0.1:" + port);
        decided.put("consultflow.twilio.video-url", "http://127.0.0.1:" + port);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on the loopback interface", e);
        }
    }
}
