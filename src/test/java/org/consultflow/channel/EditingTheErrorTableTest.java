package org.consultflow.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.consultflow.delivery.FailureAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Ops edit the table of errors while the service runs. */
@ExtendWith(OutputCaptureExtension.class)
class EditingTheErrorTableTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path directory;

    private Path file;
    private ErrorPolicy policy;
    private CamelContext camel;

    @BeforeEach
    void aRunningService() throws Exception {
        file = directory.resolve(ErrorPolicy.FILE);
        Files.copy(Path.of("routes", ErrorPolicy.FILE), file);
        policy = ErrorPolicy.read(file);
        camel = new DefaultCamelContext();
        camel.addService(ChannelConfiguration.tableReload(directory, policy));
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @Test
    void an_edited_row_counts_without_a_restart() {
        edit("63024,whatsapp,WhatsApp cannot reach this recipient,NEXT_CHANNEL", "63024,whatsapp,try again,RETRY");

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(policy.onFailure("whatsapp", 63024).action()).isEqualTo(FailureAction.RETRY));
        assertThat(policy.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void a_broken_table_leaves_the_one_before_and_says_line_and_rule_once_and_in_health(CapturedOutput log) {
        edit(
                "429,any,asked too often; not processed,SLOW_DOWN,network",
                "429,any,asked too often; not processed,OPEN_CIRCUIT,network");

        await().atMost(PATIENCE).until(() -> policy.health().getStatus().equals(new Status("DEGRADED")));
        assertThat(policy.health().getDetails().get("oldTableGoesOn").toString())
                .contains("line 2")
                .contains("only what concerns sender or account");
        policy.reload();
        assertThat(log.getAll().lines().filter(line -> line.contains("ERROR") && line.contains("line 2")))
                .hasSize(1);
        assertThat(policy.onFailure("whatsapp", 63024).action()).isEqualTo(FailureAction.NEXT_CHANNEL);

        edit(
                "429,any,asked too often; not processed,OPEN_CIRCUIT,network",
                "429,any,asked too often; not processed,SLOW_DOWN,network");
        await().atMost(PATIENCE).until(() -> policy.health().getStatus().equals(Status.UP));
    }

    private void edit(String from, String to) {
        try {
            String text = Files.readString(file);
            assertThat(text).contains(from);
            Files.writeString(file, text.replace(from, to));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
