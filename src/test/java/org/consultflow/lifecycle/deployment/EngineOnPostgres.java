package org.consultflow.lifecycle.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.repository.DeploymentBuilder;
import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;

/** A real engine on a real PostgreSQL with the deployment checks, without the rest of the service; no job executor. */
public final class EngineOnPostgres implements AutoCloseable {

    private static final Path PROCESSES = Path.of("processes");

    private final EmbeddedPostgres postgres;
    private final GenericApplicationContext beans = new GenericApplicationContext();
    private final PlatformTransactionManager transactions;
    private final JdbcClient jdbc;
    private final ProcessEngine engine;

    public EngineOnPostgres(BpmnParseListener... listeners) {
        try {
            postgres = EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        DataSource database = postgres.getPostgresDatabase();
        transactions = new DataSourceTransactionManager(database);
        jdbc = JdbcClient.create(database);
        beans.refresh();
        SpringProcessEngineConfiguration configuration = new SpringProcessEngineConfiguration();
        configuration.setDataSource(database);
        configuration.setTransactionManager(transactions);
        configuration.setDatabaseSchemaUpdate(ProcessEngineConfiguration.DB_SCHEMA_UPDATE_TRUE);
        configuration.setJobExecutorActivate(false);
        configuration.setHistory(ProcessEngineConfiguration.HISTORY_FULL);
        configuration.setHistoryTimeToLive("P365D");
        configuration.setDefaultNumberOfRetries(1);
        configuration.setEnforceHistoryTimeToLive(true);
        configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(listeners)));
        configuration.setProcessEnginePlugins(new ArrayList<>(List.of(new DeploymentChecks())));
        configuration.setApplicationContext(beans);
        configuration.setExpressionManager(new SpringExpressionManager(beans, null));
        engine = configuration.buildProcessEngine();
    }

    /** The file of the folder that is shipped. */
    public static String shipped(String file) {
        try {
            return Files.readString(PROCESSES.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessEngine engine() {
        return engine;
    }

    /** Lets the diagrams' expressions see a bean. */
    public void bean(String name, Object bean) {
        beans.getBeanFactory().registerSingleton(name, bean);
    }

    /** Deploys as somebody in Modeler would. */
    public void deploy(Map<String, String> files) {
        DeploymentBuilder deployment =
                engine.getRepositoryService().createDeployment().name("by hand");
        files.forEach(deployment::addString);
        deployment.deploy();
    }

    /** Deploys everything that is shipped. */
    public void deployShipped() {
        deploy(Map.of(
                "consultation.bpmn", shipped("consultation.bpmn"),
                "phone-patient.bpmn", shipped("phone-patient.bpmn"),
                "check-provider.bpmn", shipped("check-provider.bpmn"),
                "patient-reply.bpmn", shipped("patient-reply.bpmn"),
                "connection-plan.dmn", shipped("connection-plan.dmn"),
                "reminder-plan.dmn", shipped("reminder-plan.dmn")));
    }

    /** Takes back every deployment and whatever ran. */
    public void undeploy() {
        engine.getRepositoryService().createDeploymentQuery().list().forEach(deployment -> engine.getRepositoryService()
                .deleteDeployment(deployment.getId(), true));
    }

    FolderDeployment folder(Path directory, boolean confirmed) {
        return new FolderDeployment(directory, confirmed, engine.getRepositoryService(), jdbc, transactions);
    }

    @Override
    public void close() throws IOException {
        ClockUtil.reset();
        engine.close();
        beans.close();
        postgres.close();
    }
}
