package org.consultflow.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.consultflow.delivery.Chains;
import org.consultflow.delivery.NoticeKey;
import org.consultflow.delivery.Outbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

import static org.awaitility.Awaitility.await;

/** Messages on their way to Twilio and to a gateway that speaks plain HTTP, by the example route as it is delivered. */
@SpringBootTest(
        classes = DeliveringApp.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "consultflow.data-directory=target/delivering-test",
            "consultflow.routes-directory=target/delivering-routes",
            "consultflow.providers.sms-gateway.senders=Example Clinic",
            "consultflow.providers.sms-gateway.receipts.words.DELIVRD=delivered",
            "consultflow.providers.sms-gateway.receipts.words.UNDELIV=undelivered",
            "consultflow.sms-gateway.key=gateway-key",
            "consultflow.delivery.poll=50ms",
            "consultflow.delivery.watch=50ms",
            "consultflow.delivery.retry-pause=50ms",
            "consultflow.delivery.circuit.pause=1s",
            "consultflow.delivery.circuit.longest-pause=1s"
        })
@DirtiesContext
abstract class DeliveringTest {

    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final FakeTwilio TWILIO = new FakeTwilio();
    static final FakeGateway GATEWAY = new FakeGateway();

    @Autowired
    Outbox outbox;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Clock clock;

    @Autowired
    DeliveringApp.Clinic clinic;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) throws IOException {
        ChannelTestApp.settings(registry);
        registry.add("consultflow.twilio.api-url", TWILIO::url);
        registry.add("consultflow.sms-gateway.url", GATEWAY::url);
        Path routes = Files.createDirectories(Path.of("target", "delivering-routes"));
        try (Stream<Path> files = Stream.concat(
                Files.list(Path.of("routes")), Stream.of(Path.of("routes/examples/sms-gateway.camel.yaml")))) {
            files.filter(Files::isRegularFile).forEach(file -> copy(file, routes));
        }
    }

    private static void copy(Path file, Path directory) {
        try {
            Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void nothingHappenedYet() {
        TWILIO.forget();
        GATEWAY.forget();
        clinic.checks.clear();
        clinic.phoneCalls.clear();
    }

    @AfterEach
    void nothingIsUnderWay() {
        jdbc.sql("truncate notice, given_up, ops_call cascade").update();
    }

    void requests(int count, String chain) {
        for (int i = 0; i < count; i++) {
            transaction.executeWithoutResult(tx -> outbox.request(
                    new NoticeKey(UUID.randomUUID(), "reminder-1h", 1, "patient", 0),
                    Chains.parse(chain),
                    clock.instant().plus(Duration.ofHours(1)),
                    true));
        }
    }

    void untilAllAre(String... states) {
        await().atMost(PATIENCE).until(() -> jdbc.sql("select distinct state from delivery order by state")
                .query(String.class)
                .list()
                .equals(List.of(states)));
    }

    /** How many messages Twilio was given, whether it took them or not. */
    int askedOfTwilio() {
        return (int) TWILIO.requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }
}
