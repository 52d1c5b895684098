package org.consultflow.lifecycle.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.JobExecutionProperty;
import org.consultflow.delivery.FreeHands;
import org.consultflow.notification.Notifications;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskExecutor;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** The engine's job executor, which runs many due jobs in one transaction. */
@Configuration(proxyBeanMethods = false)
class JobsConfiguration {

    @Bean
    @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", havingValue = "true", matchIfMissing = true)
    static JobExecutor jobExecutor(
            @Qualifier("camundaTaskExecutor") TaskExecutor threads,
            CamundaBpmProperties camunda,
            ObjectProvider<Notifications> notifications,
            ObjectProvider<FreeHands> hands,
            @Value("${consultflow.engine.jobs-in-one-transaction:100}") int batchSize) {
        DueJobsExecutor executor = new DueJobsExecutor(batchSize, messages(notifications, hands));
        executor.setTaskExecutor(threads);
        executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
        JobExecutionProperty settings = camunda.getJobExecution();
        Optional.ofNullable(settings.getLockTimeInMillis()).ifPresent(executor::setLockTimeInMillis);
        Optional.ofNullable(settings.getMaxJobsPerAcquisition()).ifPresent(executor::setMaxJobsPerAcquisition);
        Optional.ofNullable(settings.getWaitTimeInMillis()).ifPresent(executor::setWaitTimeInMillis);
        Optional.ofNullable(settings.getMaxWait()).ifPresent(executor::setMaxWait);
        Optional.ofNullable(settings.getBackoffTimeInMillis()).ifPresent(executor::setBackoffTimeInMillis);
        Optional.ofNullable(settings.getMaxBackoff()).ifPresent(executor::setMaxBackoff);
        Optional.ofNullable(settings.getBackoffDecreaseThreshold()).ifPresent(executor::setBackoffDecreaseThreshold);
        Optional.ofNullable(settings.getWaitIncreaseFactor()).ifPresent(executor::setWaitIncreaseFactor);
        return executor;
    }

    @Bean
    @ConditionalOnProperty(name = "camunda.bpm.job-execution.enabled", havingValue = "true", matchIfMissing = true)
    static LetJobsGo letJobsGo(
            JobExecutor executor,
            @Qualifier("camundaTaskExecutor") TaskExecutor threads,
            JdbcClient jdbc,
            Environment environment) {
        Duration patience = Binder.get(environment)
                .bind("consultflow.engine.finish-within", Duration.class)
                .orElse(Duration.ofSeconds(10));
        return new LetJobsGo(executor, (ThreadPoolTaskExecutor) threads, jdbc, patience);
    }

    private static RunDueJobs.Messages messages(
            ObjectProvider<Notifications> notifications, ObjectProvider<FreeHands> hands) {
        return new RunDueJobs.Messages() {

            @Override
            public List<String> inTurn(int jobs, Supplier<List<String>> run) {
                return hands.getObject().await(jobs, run);
            }

            @Override
            public void prepare(Set<String> businessKeys) {
                notifications.getObject().prepare(consultations(businessKeys));
            }
        };
    }

    /** Other processes have other keys. */
    private static List<UUID> consultations(Set<String> businessKeys) {
        return businessKeys.stream().flatMap(key -> id(key).stream()).toList();
    }

    private static Optional<UUID> id(String key) {
        try {
            return Optional.of(UUID.fromString(key));
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static final class DueJobsExecutor extends SpringJobExecutor {

        private final int batchSize;
        private final RunDueJobs.Messages messages;
        private Acquisition acquisition;

        DueJobsExecutor(int batchSize, RunDueJobs.Messages messages) {
            this.batchSize = batchSize;
            this.messages = messages;
        }

        /** At each start: the engine forgets it when it stops. */
        @Override
        protected void ensureInitialization() {
            NextDue nextDue = new NextDue();
            setAcquireJobsCmdFactory(jobs -> new AcquireTogether(this, jobs, batchSize, nextDue));
            super.ensureInitialization();
            acquisition = new Acquisition(this, nextDue);
            acquireJobsRunnable = acquisition;
        }

        @Override
        public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl processEngine) {
            return new RunDueJobs(jobIds, processEngine, messages, acquisition::threadIsFree);
        }
    }
}
