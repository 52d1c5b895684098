package org.consultflow.lifecycle.jobs;

import java.util.Set;

import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionEvaluationEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;
import org.camunda.bpm.engine.impl.history.producer.CacheAwareHistoryEventProducer;
import org.consultflow.lifecycle.ConsultationVariables;

/**
 * The engine's history without the rows that each due timer would leave and nobody reads. What happened to a visit is kept by
 * our own tables, and so are the values of its variables; of the engine's history instances, tasks, incidents, failures,
 * operations of people and other processes' variables remain.
 */
public final class LeanHistory {

    private LeanHistory() {}

    /** No events about activities and about jobs that went well. */
    public static final class Level extends AbstractHistoryLevel {

        private static final Set<HistoryEventType> LEFT_OUT = Set.of(
                HistoryEventTypes.ACTIVITY_INSTANCE_START,
                HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE,
                HistoryEventTypes.ACTIVITY_INSTANCE_END,
                HistoryEventTypes.ACTIVITY_INSTANCE_MIGRATE,
                HistoryEventTypes.JOB_CREATE,
                HistoryEventTypes.JOB_SUCCESS,
                HistoryEventTypes.JOB_DELETE,
                HistoryEventTypes.EXTERNAL_TASK_CREATE,
                HistoryEventTypes.EXTERNAL_TASK_SUCCESS,
                HistoryEventTypes.EXTERNAL_TASK_DELETE);

        /** What a database keeps of the level: as "full", so that one that was made with it stays good. */
        @Override
        public int getId() {
            return HistoryLevel.HISTORY_LEVEL_FULL.getId();
        }

        @Override
        public String getName() {
            return "lean";
        }

        @Override
        public boolean isHistoryEventProduced(HistoryEventType eventType, Object entity) {
            return !LEFT_OUT.contains(eventType);
        }
    }

    /** Does not look up until when something is kept that {@link Keeper} does not keep at all. */
    public static final class Producer extends CacheAwareHistoryEventProducer {

        @Override
        protected void provideRemovalTime(HistoryEvent event) {
            if (isKept(event)) {
                super.provideRemovalTime(event);
            }
        }
    }

    private static boolean isKept(HistoryEvent event) {
        return event instanceof HistoricVariableUpdateEventEntity variable
                ? !isLocal(variable) && !isOfVisit(variable)
                : !(event instanceof HistoricDecisionEvaluationEvent);
    }

    /** Such a variable is a copy of what a visit's own row says: its id, moments and flags. */
    private static boolean isOfVisit(HistoricVariableUpdateEventEntity variable) {
        return ConsultationVariables.PROCESS.equals(variable.getProcessDefinitionKey());
    }

    private static boolean isLocal(HistoricVariableUpdateEventEntity variable) {
        return variable.getExecutionId() != null && !variable.getExecutionId().equals(variable.getProcessInstanceId());
    }

    /**
     * Does not keep each change of a variable, a visit's variables, those of one activity, and evaluations of decisions. Their events are made
     * all the same: whoever guards what is written sees them.
     */
    public static final class Keeper extends DbHistoryEventHandler {

        @Override
        public void handleEvent(HistoryEvent event) {
            if (isKept(event)) {
                super.handleEvent(event);
            }
        }

        @Override
        protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity event) {
            return false;
        }
    }
}
