package org.consultflow.lifecycle;

import java.time.Duration;
import java.util.Date;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;

/** This room with what stands around it replaced by a {@link Recorder}. */
@TestConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration({
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    FlywayAutoConfiguration.class,
    CamundaBpmAutoConfiguration.class
})
@ComponentScan("org.consultflow.time")
@Import({
    EngineSettings.class,
    EngineConsultationProcess.class,
    EngineProcessPositions.class,
    EngineTime.class,
    PhoneCalls.class,
    ProgressDelegates.class,
    ProviderCheckTasks.class,
    RoomWorker.class,
    SendNotification.class,
    Steps.class
})
class LifecycleContext {

    @Bean
    Recorder recorder() {
        return new Recorder();
    }

    @Bean
    StandInPlan reminderPlan() {
        return new StandInPlan();
    }

    /** The plan as delivered, without the decision table; public, or an expression could not call it. */
    public static class StandInPlan {

        private static final Map<String, Duration> OFFSETS = Map.of(
                "reminder-24h", Duration.ofHours(24),
                "reminder-1h", Duration.ofHours(1),
                "reminder-15min", Duration.ofMinutes(15));

        public Date dueDate(DelegateExecution execution, String reminder) {
            Date start = (Date) execution.getVariable("startsAt");
            return Date.from(start.toInstant().minus(OFFSETS.get(reminder)));
        }
    }
}
