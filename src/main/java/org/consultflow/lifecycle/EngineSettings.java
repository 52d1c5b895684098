package org.consultflow.lifecycle;

import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.behavior.ExternalTaskActivityBehavior;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.externaltask.DefaultExternalTaskPriorityProvider;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.consultflow.lifecycle.jobs.LeanHistory;
import org.consultflow.time.AdjustableClock;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the engine needs to be told and can't be told in {@code application.yml}. */
@Component
class EngineSettings extends AbstractProcessEnginePlugin implements DisposableBean {

    /**
     * A failing job is tried for two minutes: long enough for a database to come back, short enough for the last reminder,
     * fifteen minutes before the start, to be replaced by a call.
     */
    private static final String RETRY_CYCLE = "R5/PT30S";

    private static final String LEAN = new LeanHistory.Level().getName();

    private final ObjectProvider<AdjustableClock> adjustableClock;
    private final String cleanUpFrom;
    private final String cleanUpTo;

    /**
     * @param cleanUpFrom when the engine begins to remove history that is old enough, such as {@code 02:00}, every day; in the
     *     machine's time zone unless it says one, as {@code 02:00+0000}; empty: never by itself
     * @param cleanUpTo when it stops, likewise
     */
    EngineSettings(
            ObjectProvider<AdjustableClock> adjustableClock,
            @Value("${consultflow.engine.clean-up.from:}") String cleanUpFrom,
            @Value("${consultflow.engine.clean-up.to:}") String cleanUpTo) {
        this.adjustableClock = adjustableClock;
        this.cleanUpFrom = cleanUpFrom;
        this.cleanUpTo = cleanUpTo;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        // before the engine starts: else every timer would be late by what the clock was moved
        adjustableClock.ifAvailable(clock -> ClockUtil.offset(clock.offset().toMillis()));
        // a clock that is moved would stop at each step of the clean-up, every night
        if (adjustableClock.getIfAvailable() == null && !cleanUpFrom.isBlank()) {
            engine.setHistoryCleanupBatchWindowStartTime(cleanUpFrom);
            engine.setHistoryCleanupBatchWindowEndTime(cleanUpTo);
        }
        engine.setFailedJobRetryTimeCycle(RETRY_CYCLE);
        engine.setJobExecutorAcquireByDueDate(true);
        // else "no due date or one that is past" reads all that is due for each handful that is acquired
        engine.setEnsureJobDueDateNotNull(true);
        engine.setCompositeIncidentHandlersEnabled(true);
        engine.setCustomIncidentHandlers(List.of(new FailedJobCalls()));
        engine.setExternalTaskPriorityProvider(new SoonestStartFirst());
        engine.setCmmnEnabled(false);
        engine.setCustomHistoryLevels(new ArrayList<>(List.of(new LeanHistory.Level())));
        if (engine.getHistory().equals(LEAN)) {
            engine.setEnableDefaultDbHistoryEventHandler(false);
            engine.getCustomHistoryEventHandlers().add(new LeanHistory.Keeper());
            engine.setHistoryEventProducer(new LeanHistory.Producer());
        }
        // what goes wrong is said by who called: the job executor, or an answer over HTTP
        engine.setEnableCmdExceptionLogging(false);
    }

    @Override
    public void postProcessEngineBuild(ProcessEngine engine) {
        EngineTables.prepare(
                JdbcClient.create(engine.getProcessEngineConfiguration().getDataSource()));
    }

    /** The engine's clock belongs to the JVM, not to this context. */
    @Override
    public void destroy() {
        ClockUtil.reset();
    }

    /** The room whose visit is next goes first, unless the diagram gives a priority itself. */
    private static final class SoonestStartFirst extends DefaultExternalTaskPriorityProvider {

        @Override
        public Long getSpecificPriority(ExecutionEntity execution, ExternalTaskActivityBehavior task, String jobId) {
            Long drawn = super.getSpecificPriority(execution, task, jobId);
            return drawn == null && execution.getVariable(ConsultationVariables.STARTS_AT) instanceof Date start
                    ? Long.valueOf(-start.toInstant().getEpochSecond())
                    : drawn;
        }
    }
}
