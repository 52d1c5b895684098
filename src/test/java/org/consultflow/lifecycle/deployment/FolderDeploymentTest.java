package org.consultflow.lifecycle.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.consultflow.lifecycle.deployment.EngineOnPostgres.shipped;

@ExtendWith(OutputCaptureExtension.class)
class FolderDeploymentTest {

    private static final String PROCESS = "consultation.bpmn";
    private static final String PHONE = "phone-patient.bpmn";
    private static final String PLAN = "reminder-plan.dmn";
    private static EngineOnPostgres engine;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() {
        engine = new EngineOnPostgres();
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @BeforeEach
    void fill() throws IOException {
        for (String file : List.of(PROCESS, PHONE, PLAN)) {
            Files.writeString(folder.resolve(file), shipped(file));
        }
    }

    @AfterEach
    void undeploy() {
        engine.undeploy();
    }

    @Test
    void the_first_start_deploys_the_folder_under_relative_names() throws IOException {
        Files.createDirectories(folder.resolve("more/.camunda"));
        Files.writeString(folder.resolve("more/extra.bpmn"), shipped(PHONE).replace("phone-patient", "extra"));
        Files.writeString(folder.resolve("more/.camunda/template.bpmn"), "not for the engine");
        Files.writeString(folder.resolve("notes.txt"), "not for the engine");
        start(false);
        String deployment = repository()
                .createDeploymentQuery()
                .deploymentSource("processes-folder")
                .singleResult()
                .getId();
        assertThat(repository().getDeploymentResourceNames(deployment))
                .containsExactlyInAnyOrder(PROCESS, PHONE, PLAN, "more/extra.bpmn");
    }

    /** So a ConfigMap is mounted. */
    @Test
    void a_folder_of_links_that_is_a_link_itself_is_deployed_once(@TempDir Path mounts) throws IOException {
        Path volume = Files.createDirectories(mounts.resolve("volume"));
        Path version = Files.createDirectories(volume.resolve("..2026_11_22"));
        Path data = Files.createSymbolicLink(volume.resolve("..data"), version.getFileName());
        for (String file : List.of(PROCESS, PHONE, PLAN)) {
            Files.copy(folder.resolve(file), version.resolve(file));
            Files.createSymbolicLink(volume.resolve(file), data.getFileName().resolve(file));
        }
        engine.folder(Files.createSymbolicLink(mounts.resolve("processes"), volume), false)
                .start();
        String deployment = repository().createDeploymentQuery().singleResult().getId();
        assertThat(repository().getDeploymentResourceNames(deployment)).containsExactlyInAnyOrder(PROCESS, PHONE, PLAN);
    }

    @Test
    void a_start_with_the_same_folder_deploys_nothing() {
        start(false);
        start(false);
        assertThat(repository().createDeploymentQuery().count()).isEqualTo(1);
    }

    @Test
    void a_moved_folder_is_the_same_folder(@TempDir Path elsewhere) throws IOException {
        start(false);
        for (String file : List.of(PROCESS, PHONE, PLAN)) {
            Files.move(folder.resolve(file), elsewhere.resolve(file));
        }
        engine.folder(elsewhere, false).start();
        assertThat(repository().createDeploymentQuery().count()).isEqualTo(1);
    }

    @Test
    void only_the_file_that_changed_gets_a_new_version_and_a_change_taken_back_another() throws IOException {
        start(false);
        change(PHONE, "Phone patient", "Call patient");
        start(false);
        assertThat(latest("phone-patient").getVersion()).isEqualTo(2);
        assertThat(latest("consultation").getVersion()).isEqualTo(1);
        change(PHONE, "Call patient", "Phone patient");
        start(false);
        assertThat(latest("phone-patient").getVersion()).isEqualTo(3);
    }

    @Test
    void a_form_is_deployed_again_only_when_it_changed() throws IOException {
        Files.writeString(folder.resolve("call.form"), form("Call"));
        start(false);
        start(false);
        assertThat(repository().createDeploymentQuery().count()).isEqualTo(1);
        Files.writeString(folder.resolve("call.form"), form("Phone call"));
        start(false);
        assertThat(repository().createDeploymentQuery().count()).isEqualTo(2);
    }

    @Test
    void what_modeler_deployed_in_between_keeps_running_and_the_start_says_so(CapturedOutput output)
            throws IOException {
        start(false);
        byModeler();
        change(PROCESS, "Send confirmation", "Send the confirmation");
        change(PHONE, "Phone patient", "Call patient");
        start(false);
        assertThat(latest("consultation").getVersion()).isEqualTo(2);
        assertThat(latest("phone-patient").getVersion()).isEqualTo(1);
        assertThat(output)
                .contains("consultation.bpmn in the folder " + folder
                        + " is not what runs: it was deployed from elsewhere" + " in between")
                .contains("start once with --consultflow.processes-confirm=true");
    }

    @Test
    void modeler_keeps_the_upper_hand_over_an_unchanged_folder_too(CapturedOutput output) {
        start(false);
        byModeler();
        start(false);
        assertThat(latest("consultation").getVersion()).isEqualTo(2);
        assertThat(output).contains("is not what runs");
    }

    @Test
    void a_confirmed_start_goes_by_the_folder_again_even_if_the_folder_is_unchanged() {
        start(false);
        byModeler();
        start(true);
        assertThat(latest("consultation").getVersion()).isEqualTo(3);
        assertThat(latest("phone-patient").getVersion()).isEqualTo(1);
        start(false);
        assertThat(latest("consultation").getVersion()).isEqualTo(3);
    }

    @Test
    void a_folder_that_has_what_modeler_deployed_needs_no_confirmation(CapturedOutput output) throws IOException {
        start(false);
        byModeler();
        change(PROCESS, "Send confirmation", "Send Modeler's confirmation");
        start(false);
        assertThat(latest("consultation").getVersion()).isEqualTo(2);
        assertThat(output).doesNotContain("is not what runs");
    }

    @Test
    void two_nodes_that_start_at_once_deploy_once() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> starts = List.of(nodes.submit(() -> start(false)), nodes.submit(() -> start(false)));
            for (Future<?> start : starts) {
                start.get();
            }
        } finally {
            nodes.shutdownNow();
        }
        assertThat(repository().createDeploymentQuery().count()).isEqualTo(1);
        assertThat(latest("consultation").getVersion()).isEqualTo(1);
    }

    @Test
    void a_folder_that_is_refused_stops_the_start_in_words_and_leaves_what_runs() throws IOException {
        start(false);
        change(PLAN, "\"PT24H\"", "\"tomorrow\"");
        assertThatThrownBy(() -> start(false)).isInstanceOfSatisfying(FolderRefusedException.class, e -> {
            FailureAnalysis analysis = new FolderRefusedAnalyzer().analyze(e);
            assertThat(analysis.getDescription())
                    .contains("is not deployed. The row \"reminder-24h\" of the reminder plan is wrong");
        });
        assertThat(repository().createDeploymentQuery().count()).isEqualTo(1);
    }

    @Test
    void a_diagram_that_nobody_can_read_stops_the_start() throws IOException {
        Files.writeString(folder.resolve("broken.bpmn"), "<no diagram");
        assertThatThrownBy(() -> start(false))
                .isInstanceOf(FolderRefusedException.class)
                .hasMessageContaining("broken.bpmn");
        assertThat(repository().createDeploymentQuery().count()).isZero();
    }

    @Test
    void a_missing_folder_and_an_empty_one_stop_the_start(@TempDir Path empty) {
        assertThatThrownBy(() -> engine.folder(empty.resolve("none"), false).start())
                .hasMessageContaining("consultflow.processes-directory is");
        assertThatThrownBy(() -> engine.folder(empty, false).start()).hasMessageEndingWith("is empty.");
    }

    private void start(boolean confirmed) {
        engine.folder(folder, confirmed).start();
    }

    private static void byModeler() {
        engine.deploy(Map.of(PROCESS, shipped(PROCESS).replace("Send confirmation", "Send Modeler's confirmation")));
    }

    private void change(String file, String from, String to) throws IOException {
        String content = Files.readString(folder.resolve(file));
        assertThat(content).contains(from);
        Files.writeString(folder.resolve(file), content.replace(from, to));
    }

    private static String form(String label) {
        return "{\"id\": \"call\", \"type\": \"default\", \"components\": [{\"type\": \"text\", \"text\": \"" + label
                + "\"}]}";
    }

    private static ProcessDefinition latest(String key) {
        return repository()
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult();
    }

    private static RepositoryService repository() {
        return engine.engine().getRepositoryService();
    }
}
