package org.consultflow.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An integrator edits a route while the service runs. */
@ExtendWith(OutputCaptureExtension.class)
class EditingRoutesTest extends ChannelTest {

    private static final String SMS = "sms.camel.yaml";
    private static final String ERRORS = "error-handling.camel.yaml";
    private static final String LOADED = " was loaded";
    private static final String GIVEN_UP = " cannot be loaded, the routes that ran before go on";
    private static final String FAILED =
            """
            method:
                              ref: outcomes
                              method: failed""";
    private static final Path DELIVERED = Path.of("routes");
    private static final Path EDITED = Path.of("target", "edited-routes");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @DynamicPropertySource
    static void routes(DynamicPropertyRegistry registry) throws IOException {
        Files.createDirectories(EDITED);
        Files.deleteIfExists(EDITED.resolve("pigeon.camel.yaml"));
        try (Stream<Path> files = Files.list(DELIVERED)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> write(file.getFileName().toString(), read(file)));
        }
        registry.add("consultflow.routes-directory", EDITED::toString);
    }

    @AfterEach
    void theRoutesAreAsDelivered(CapturedOutput log) {
        for (String name : List.of(SMS, ERRORS)) {
            String delivered = read(DELIVERED.resolve(name));
            if (!read(EDITED.resolve(name)).equals(delivered)) {
                boolean wasGivenUp = said(log, name + GIVEN_UP) > 0;
                write(name, delivered);
                if (!wasGivenUp) {
                    waitFor(log, name + LOADED, 2);
                }
            }
        }
    }

    @Test
    void anEditedRouteSendsDifferentlyAndItsErrorsStillBecomeOutcomes(CapturedOutput log) {
        write(
                SMS,
                sms().replace(
                                "ref: twilioText",
                                "ref: twilioText\n        - setHeader:\n"
                                        + "            name: CamelTwilio.body\n            constant: edited"));
        waitFor(log, SMS + LOADED, 1);

        assertThat(sentBody()).isEqualTo("edited");
        TWILIO.refuses(429, 20429);
        assertThat(courier.send(message("sms"))).isInstanceOf(Outcome.Refused.class);
        assertThat(courier.channels()).contains("sms", "whatsapp", "email");
    }

    @Test
    void aBrokenEditLeavesTheOldRouteRunningAndSaysSo(CapturedOutput log) {
        write(SMS, "- route:\n    id: send-sms\n    from: [this is: no route");
        waitFor(log, SMS + GIVEN_UP, 1);

        assertThat(sentBody()).isEqualTo(message("sms").content().text());
    }

    @Test
    void anEditThatNamesAComponentThatIsNotThereLeavesTheOldRouteRunning(CapturedOutput log) {
        write(SMS, sms().replace("twilio:message/create", "telegraph:key"));
        waitFor(log, SMS + GIVEN_UP, 1);

        assertThat(sentBody()).isEqualTo(message("sms").content().text());
        TWILIO.refuses(429, 20429);
        assertThat(courier.send(message("sms"))).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(
                        refused.remedy().action())
                .isEqualTo(FailureAction.SLOW_DOWN));
    }

    @Test
    void afterABrokenEditOfOneFileAnotherCanStillBeEdited(CapturedOutput log) {
        write(SMS, "- nonsense");
        waitFor(log, SMS + GIVEN_UP, 1);

        write(ERRORS, read(DELIVERED.resolve(ERRORS)) + "\n# one line more\n");
        waitFor(log, ERRORS + LOADED, 1);
    }

    @Test
    void anEditOfTheErrorHandlingReachesTheRoutesThatUseIt(CapturedOutput log) {
        write(ERRORS, read(DELIVERED.resolve(ERRORS)).replace(FAILED, "constant: not an outcome"));
        waitFor(log, ERRORS + LOADED, 1);

        await().atMost(PATIENCE).untilAsserted(() -> {
            TWILIO.refuses(429, 20429);
            assertThat(courier.send(message("sms")))
                    .isEqualTo(new Outcome.Unknown(null, "the route of sms did not say what became of it"));
        });
    }

    @Test
    void aBrokenEditOfTheErrorHandlingLeavesAllRoutesRunning(CapturedOutput log) {
        write(ERRORS, read(DELIVERED.resolve(ERRORS)).replace("method: failed", "method: nowhere"));
        waitFor(log, ERRORS + GIVEN_UP, 1);

        await().atMost(PATIENCE).until(() -> courier.channels().containsAll(List.of("sms", "whatsapp", "email")));
        assertThat(sentBody()).isEqualTo(message("sms").content().text());
    }

    @Test
    void aNewFileIsANewChannel() {
        write(
                "pigeon.camel.yaml",
                """
                - route:
                    id: send-pigeon
                    routeConfigurationId: error-becomes-outcome
                    from:
                      uri: direct:send-pigeon
                      steps:
                        - setProperty:
                            name: messageId
                            simple: ${body.messageId}
                        - setBody:
                            method:
                              ref: outcomes
                              method: mailAccepted
                """);

        await().atMost(PATIENCE).until(() -> courier.channels().contains("pigeon"));
        assertThat(courier.send(message("pigeon"))).isInstanceOf(Outcome.Accepted.class);
    }

    private String sentBody() {
        TWILIO.accepts("SM1");
        assertThat(courier.send(message("sms"))).isInstanceOf(Outcome.Accepted.class);
        return TWILIO.requests().get(TWILIO.requests().size() - 1).field("Body");
    }

    private static void waitFor(CapturedOutput log, String sentence, int times) {
        await().atMost(PATIENCE).until(() -> said(log, sentence) >= times);
    }

    private static long said(CapturedOutput log, String sentence) {
        return log.getAll().lines().filter(line -> line.contains(sentence)).count();
    }

    private static String sms() {
        return read(DELIVERED.resolve(SMS));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(String name, String text) {
        try {
            Files.writeString(EDITED.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
