package org.consultflow.lifecycle.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.camunda.bpm.engine.EntityTypes;
import org.camunda.bpm.engine.history.UserOperationLogEntry;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.UserOperationLogEntryEventEntity;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.consultflow.audit.Audit;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Tells the audit what people do to the engine in Cockpit, Admin or over engine-rest: suspend, retry, modify, delete, change
 * users. It listens to the engine's own log of operations, which an administrator could clear. The work at tasks is left out,
 * because the timeline tells it, and so are starts and deployments, which are kept where they are made.
 */
final class OperationTrace implements HistoryEventHandler {

    private final ObjectProvider<Audit> audit;

    OperationTrace(ObjectProvider<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        handleEvents(List.of(event));
    }

    /** Of one operation come several events, one for each value that it changed. */
    @Override
    public void handleEvents(List<HistoryEvent> events) {
        Set<String> told = new HashSet<>();
        for (HistoryEvent event : events) {
            if (event instanceof UserOperationLogEntryEventEntity operation
                    && !isKeptElsewhere(operation)
                    && told.add(operation.getOperationId() + operation.getEntityType())) {
                tell(operation);
            }
        }
    }

    private static boolean isKeptElsewhere(UserOperationLogEntryEventEntity operation) {
        boolean create = UserOperationLogEntry.OPERATION_TYPE_CREATE.equals(operation.getOperationType());
        return UserOperationLogEntry.CATEGORY_TASK_WORKER.equals(operation.getCategory())
                || create && EntityTypes.PROCESS_INSTANCE.equals(operation.getEntityType())
                || create && EntityTypes.DEPLOYMENT.equals(operation.getEntityType());
    }

    private void tell(UserOperationLogEntryEventEntity operation) {
        String instance = operation.getProcessInstanceId();
        audit.getObject()
                .record(
                        Words.actor(operation.getUserId()),
                        Words.action(operation.getOperationType()),
                        consultationOf(instance),
                        "entity=" + Words.code(operation.getEntityType())
                                + (instance == null ? "" : " instance=" + Words.code(instance)));
    }

    private static UUID consultationOf(String instance) {
        if (instance == null) {
            return null;
        }
        HistoricProcessInstanceEventEntity kept = Context.getCommandContext()
                .getHistoricProcessInstanceManager()
                .findHistoricProcessInstanceEvent(instance);
        try {
            return kept == null || kept.getBusinessKey() == null ? null : UUID.fromString(kept.getBusinessKey());
        } catch (IllegalArgumentException ofAnotherProcess) {
            return null;
        }
    }
}
