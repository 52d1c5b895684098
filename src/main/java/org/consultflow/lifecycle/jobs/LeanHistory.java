package org.consultflow.lifecycle.jobs;

import java.util.Set;

import org.camunda.bpm.engine.impl.history.AbstractHistoryLevel;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/**
 * The engine's history without the rows that each due timer would leave and nobody reads: activities, the log of jobs that
 * succeeded, each change of a variable, variables of one activity. What happened to a visit is kept by our own tables; of the
 * engine's history instances, tasks, incidents, failures, operations of people and the visit's variables remain.
 */
public final class LeanHistory extends AbstractHistoryLevel {

    private static final Set<HistoryEventTypes> LEFT_OUT = Set.of(
            HistoryEventTypes.ACTIVITY_INSTANCE_START,
            HistoryEventTypes.ACTIVITY_INSTANCE_UPDATE,
            HistoryEventTypes.ACTIVITY_INSTANCE_END,
            HistoryEventTypes.ACTIVITY_INSTANCE_MIGRATE,
            HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL,
            HistoryEventTypes.JOB_CREATE,
            HistoryEventTypes.JOB_SUCCESS,
            HistoryEventTypes.JOB_DELETE,
            HistoryEventTypes.EXTERNAL_TASK_CREATE,
            HistoryEventTypes.EXTERNAL_TASK_SUCCESS,
            HistoryEventTypes.EXTERNAL_TASK_DELETE,
            HistoryEventTypes.DMN_DECISION_EVALUATE);

    /** The number that a database keeps: that of "full", so that one that was made with it stays good. */
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
        return !LEFT_OUT.contains(eventType)
                && !(entity instanceof VariableInstanceEntity variable && isLocal(variable));
    }

    private static boolean isLocal(VariableInstanceEntity variable) {
        return variable.getExecutionId() != null && !variable.getExecutionId().equals(variable.getProcessInstanceId());
    }
}
