package org.consultflow.lifecycle.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.TransactionState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.JobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerCatchIntermediateEventJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerEventJobHandler.TimerJobConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.TimerExecuteNestedActivityJobHandler;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventSubprocessJobHandler;
import org.camunda.bpm.engine.impl.metrics.Meter;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.management.Metrics;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/** What the engine counts itself, for Prometheus too; and how late its timers are, which it does not count. */
@Component
class EngineMeters extends AbstractProcessEnginePlugin {

    private static final Map<String, String> EVENTS = Map.of(
            Metrics.JOB_ACQUIRED_SUCCESS, "acquired",
            Metrics.JOB_ACQUIRED_FAILURE, "taken-by-another",
            Metrics.JOB_SUCCESSFUL, "successful",
            Metrics.JOB_FAILED, "failed",
            Metrics.JOB_EXECUTION_REJECTED, "no-thread");

    private static final Duration[] LATENESS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1)
    };

    private final ObjectProvider<MeterRegistry> registry;
    private final Supplier<Timer> lateness = SingletonSupplier.of(this::lateness);

    EngineMeters(ObjectProvider<MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public void preInit(ProcessEngineConfigurationImpl engine) {
        if (registry.getIfAvailable() == null) {
            return;
        }
        List<JobHandler> handlers = new ArrayList<>();
        if (engine.getCustomJobHandlers() != null) {
            handlers.addAll(engine.getCustomJobHandlers());
        }
        handlers.addAll(List.of(new Boundary(), new Catching(), new Starting()));
        engine.setCustomJobHandlers(handlers);
    }

    @Override
    public void postInit(ProcessEngineConfigurationImpl engine) {
        registry.ifAvailable(meters -> {
            Map<String, Meter> own = engine.getMetricsRegistry().getDbMeters();
            EVENTS.forEach((name, event) -> own.computeIfPresent(
                    name,
                    (key, meter) -> new Counted(
                            name,
                            Counter.builder("consultflow.engine.jobs")
                                    .description("What became of jobs that this node wanted to run")
                                    .tag("event", event)
                                    .register(meters))));
            own.computeIfPresent(
                    Metrics.JOB_ACQUISITION_ATTEMPT,
                    (name, meter) -> new Counted(
                            name,
                            Counter.builder("consultflow.engine.acquisitions")
                                    .description("How often this node looked for due jobs")
                                    .register(meters)));
        });
    }

    private Timer lateness() {
        return Timer.builder("consultflow.timer.lateness")
                .description("From the moment a timer was due until it had fired, by the patients' clock")
                .serviceLevelObjectives(LATENESS)
                .register(registry.getObject());
    }

    /** Only what was committed has fired. */
    private void fires(CommandContext command) {
        if (command.getCurrentJob() == null || command.getCurrentJob().getDuedate() == null) {
            return;
        }
        long late = Math.max(
                0,
                ClockUtil.getCurrentTime().getTime()
                        - command.getCurrentJob().getDuedate().getTime());
        command.getTransactionContext().addTransactionListener(TransactionState.COMMITTED, committed -> lateness.get()
                .record(Duration.ofMillis(late)));
    }

    /** A meter of the engine that counts for Prometheus as well. */
    private static final class Counted extends Meter {

        private final Counter counter;

        Counted(String name, Counter counter) {
            super(name);
            this.counter = counter;
        }

        @Override
        public void mark() {
            super.mark();
            counter.increment();
        }

        @Override
        public void markTimes(long times) {
            super.markTimes(times);
            counter.increment(times);
        }
    }

    private final class Boundary extends TimerExecuteNestedActivityJobHandler {
        @Override
        public void execute(
                TimerJobConfiguration timer, ExecutionEntity execution, CommandContext command, String tenant) {
            fires(command);
            super.execute(timer, execution, command, tenant);
        }
    }

    private final class Catching extends TimerCatchIntermediateEventJobHandler {
        @Override
        public void execute(
                TimerJobConfiguration timer, ExecutionEntity execution, CommandContext command, String tenant) {
            fires(command);
            super.execute(timer, execution, command, tenant);
        }
    }

    private final class Starting extends TimerStartEventSubprocessJobHandler {
        @Override
        public void execute(
                TimerJobConfiguration timer, ExecutionEntity execution, CommandContext command, String tenant) {
            fires(command);
            super.execute(timer, execution, command, tenant);
        }
    }
}
