package org.consultflow.lifecycle.deployment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.camunda.bpm.model.xml.ModelException;

/** What runs now, compared with a file of the folder. */
final class RunningDefinitions {

    /** The name and the source of every deployment that comes from the folder. */
    static final String FOLDER = "processes-folder";

    /** How a file of the folder stands to what runs. */
    enum Standing {
        /** It runs as it is. */
        SAME,
        /** What runs came from the folder, or nothing runs yet. */
        CHANGED,
        /** Something else runs, which did not come from the folder. */
        OVERRULED
    }

    /**
     * A file compared.
     *
     * @param standing how it stands to what runs
     * @param elsewhere the deployment that overrules it; null if none does
     */
    record Comparison(Standing standing, Deployment elsewhere) {}

    private final RepositoryService repository;

    RunningDefinitions(RepositoryService repository) {
        this.repository = repository;
    }

    Comparison compare(String name, byte[] file) {
        List<ResourceDefinition> latest = name.endsWith(".bpmn")
                ? latestOf(processesIn(file), this::latestProcess)
                : name.endsWith(".dmn") ? latestOf(decisionsIn(file), this::latestDecision) : List.of();
        if (latest.isEmpty()) {
            boolean same = lastFromFolder(name)
                    .filter(last -> Arrays.equals(last, file))
                    .isPresent();
            return new Comparison(same ? Standing.SAME : Standing.CHANGED, null);
        }
        List<ResourceDefinition> different = latest.stream()
                .filter(definition ->
                        !Arrays.equals(file, bytes(definition.getDeploymentId(), definition.getResourceName())))
                .toList();
        if (different.isEmpty()) {
            return new Comparison(Standing.SAME, null);
        }
        return different.stream()
                .map(definition -> deployment(definition.getDeploymentId()))
                .filter(deployment -> !FOLDER.equals(deployment.getSource()))
                .findFirst()
                .map(elsewhere -> new Comparison(Standing.OVERRULED, elsewhere))
                .orElse(new Comparison(Standing.CHANGED, null));
    }

    private interface Latest {
        Optional<ResourceDefinition> of(String key);
    }

    private static List<ResourceDefinition> latestOf(List<String> keys, Latest latest) {
        return keys.stream().map(latest::of).flatMap(Optional::stream).toList();
    }

    private Optional<ResourceDefinition> latestProcess(String key) {
        return Optional.ofNullable(repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .withoutTenantId()
                .latestVersion()
                .singleResult());
    }

    private Optional<ResourceDefinition> latestDecision(String key) {
        return Optional.ofNullable(repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .withoutTenantId()
                .latestVersion()
                .singleResult());
    }

    private Optional<byte[]> lastFromFolder(String name) {
        return repository
                .createDeploymentQuery()
                .deploymentSource(FOLDER)
                .orderByDeploymentTime()
                .desc()
                .list()
                .stream()
                .filter(deployment -> repository
                        .getDeploymentResourceNames(deployment.getId())
                        .contains(name))
                .findFirst()
                .map(deployment -> bytes(deployment.getId(), name));
    }

    private Deployment deployment(String id) {
        return repository.createDeploymentQuery().deploymentId(id).singleResult();
    }

    private byte[] bytes(String deploymentId, String name) {
        try (InputStream in = repository.getResourceAsStream(deploymentId, name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> processesIn(byte[] file) {
        try {
            return Bpmn.readModelFromStream(new ByteArrayInputStream(file))
                    .getModelElementsByType(Process.class)
                    .stream()
                    .filter(Process::isExecutable)
                    .map(Process::getId)
                    .toList();
        } catch (ModelException unreadable) {
            // The engine says better what is wrong with it, when it is deployed.
            return List.of();
        }
    }

    private static List<String> decisionsIn(byte[] file) {
        try {
            return Dmn.readModelFromStream(new ByteArrayInputStream(file))
                    .getModelElementsByType(Decision.class)
                    .stream()
                    .map(Decision::getId)
                    .toList();
        } catch (ModelException unreadable) {
            // As above.
            return List.of();
        }
    }
}
