package org.consultflow.lifecycle.deployment;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.consultflow.lifecycle.deployment.RunningDefinitions.Comparison;
import org.consultflow.lifecycle.deployment.RunningDefinitions.Standing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deploys what is new in the folder of processes when the service starts. What was deployed from elsewhere in between
 * keeps running until somebody confirms the folder: an analyst's work in Modeler is not undone by a restart.
 */
@Component
class FolderDeployment implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FolderDeployment.class);

    // Any number that no other advisory lock of the service uses; held by the transaction that compares and deploys.
    private static final long LOCK = 7_240_001;

    private final ProcessFolder folder;
    private final boolean confirmed;
    private final RepositoryService repository;
    private final RunningDefinitions running;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private volatile boolean started;

    FolderDeployment(
            @Value("${consultflow.processes-directory}") Path directory,
            @Value("${consultflow.processes-confirm:false}") boolean confirmed,
            RepositoryService repository,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.folder = new ProcessFolder(directory);
        this.confirmed = confirmed;
        this.repository = repository;
        this.running = new RunningDefinitions(repository);
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Before the web server, which starts late in this order, and before the job executor, which waits for readiness. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void start() {
        deploy();
        started = true;
    }

    @Override
    public void stop() {
        started = false;
    }

    @Override
    public boolean isRunning() {
        return started;
    }

    /**
     * Compares the folder with what runs, and deploys what differs, in one transaction that only one node at a time is in.
     *
     * @throws FolderRefusedException if the folder is missing, or a file in it is refused: then nothing of it is deployed
     */
    void deploy() {
        SortedMap<String, byte[]> files = folder.files();
        try {
            transaction.executeWithoutResult(status -> {
                jdbc.sql("select pg_advisory_xact_lock(:lock)")
                        .param("lock", LOCK)
                        .query((row, number) -> number)
                        .list();
                deployWhatDiffers(files);
            });
        } catch (ProcessEngineException e) {
            throw new FolderRefusedException("The folder " + folder + " is not deployed. " + e.getMessage(), e);
        }
    }

    private void deployWhatDiffers(SortedMap<String, byte[]> files) {
        SortedMap<String, Comparison> compared = new TreeMap<>();
        files.forEach((name, file) -> compared.put(name, running.compare(name, file)));
        List<String> overruled = names(compared, standing -> standing == Standing.OVERRULED);
        List<String> different = names(compared, standing -> standing != Standing.SAME);
        // All or nothing: the files are checked against each other, half of the folder may not fit what runs.
        if (!overruled.isEmpty() && !confirmed) {
            Deployment elsewhere = compared.get(overruled.get(0)).elsewhere();
            log.warn(
                    "{} in the folder {} is not what runs: it was deployed from elsewhere in between, last by deployment"
                            + " {} of {}, which stays. To go by the folder, start once with"
                            + " --consultflow.processes-confirm=true; to keep what runs, put it into the folder.",
                    String.join(", ", overruled),
                    folder,
                    elsewhere.getId(),
                    elsewhere.getDeploymentTime().toInstant());
        } else if (!different.isEmpty()) {
            DeploymentBuilder deployment = repository
                    .createDeployment()
                    .name(RunningDefinitions.FOLDER)
                    .source(RunningDefinitions.FOLDER);
            different.forEach(name -> deployment.addInputStream(name, new ByteArrayInputStream(files.get(name))));
            deployment.deploy();
            log.info("Deployed from the folder {}: {}", folder, String.join(", ", different));
        }
    }

    private static List<String> names(Map<String, Comparison> compared, Predicate<Standing> wanted) {
        return compared.entrySet().stream()
                .filter(entry -> wanted.test(entry.getValue().standing()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
