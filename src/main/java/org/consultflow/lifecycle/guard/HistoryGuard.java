package org.consultflow.lifecycle.guard;

import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.history.HistoricDecisionInputInstance;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionEvaluationEvent;
import org.camunda.bpm.engine.impl.history.event.HistoricDecisionInstanceEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricFormPropertyEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricProcessInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricTaskInstanceEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.event.HistoryEvent;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.camunda.bpm.engine.impl.history.handler.HistoryEventHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.consultflow.consultation.Consultations;
import org.consultflow.lifecycle.CheckProviderVariables;
import org.consultflow.reply.ClinicInbox;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * Stands where everything passes that the engine is about to keep: each write of a variable, wherever it came from and
 * whatever its scope, makes a history event in the same transaction. What must not be kept throws here, and the
 * transaction leaves nothing behind.
 */
@Component
class HistoryGuard implements HistoryEventHandler {

    // later than the engine; to look them up anew for each event costs more than the check
    private final Supplier<Consultations> consultations;
    private final Supplier<ClinicInbox> inbox;

    HistoryGuard(ObjectProvider<Consultations> consultations, ObjectProvider<ClinicInbox> inbox) {
        this.consultations = SingletonSupplier.of(consultations::getObject);
        this.inbox = SingletonSupplier.of(inbox::getObject);
    }

    @Override
    public void handleEvents(List<HistoryEvent> events) {
        events.forEach(this::handleEvent);
    }

    @Override
    public void handleEvent(HistoryEvent event) {
        if (event instanceof HistoricVariableUpdateEventEntity variable) {
            checkVariable(variable);
        } else if (event instanceof HistoricProcessInstanceEventEntity instance) {
            checkInstance(instance);
        } else if (event instanceof HistoricFormPropertyEventEntity property) {
            DeclaredVariables.check(property.getProcessDefinitionKey(), property.getPropertyId(), "string", (String)
                    property.getPropertyValue());
        } else if (event instanceof HistoricTaskInstanceEventEntity task) {
            checkTask(task);
        } else if (event instanceof HistoricDecisionEvaluationEvent evaluation) {
            checkInputs(evaluation.getRootHistoricDecisionInstance());
            evaluation.getRequiredHistoricDecisionInstances().forEach(HistoryGuard::checkInputs);
        }
    }

    private void checkVariable(HistoricVariableUpdateEventEntity variable) {
        if (variable.isEventOfType(HistoryEventTypes.VARIABLE_INSTANCE_DELETE)) {
            return;
        }
        if (variable.getByteValue() != null || variable.getTextValue2() != null) {
            throw new RefusedException(DeclaredVariables.undeclared(variable.getProcessDefinitionKey()));
        }
        DeclaredVariables.check(
                variable.getProcessDefinitionKey(),
                variable.getVariableName(),
                variable.getSerializerName(),
                variable.getTextValue());
        if (variable.getVariableName().equals("consultationId")) {
            checkIsOwnConsultation(variable);
        }
    }

    private static void checkIsOwnConsultation(HistoricVariableUpdateEventEntity variable) {
        ExecutionEntity instance =
                Context.getCommandContext().getExecutionManager().findExecutionById(variable.getProcessInstanceId());
        if (instance != null && !instance.getBusinessKey().equals(variable.getTextValue())) {
            throw new RefusedException("consultationId has to equal the business key of its process instance");
        }
    }

    private void checkInstance(HistoricProcessInstanceEventEntity instance) {
        boolean writesKey = instance.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_START)
                || instance.isEventOfType(HistoryEventTypes.PROCESS_INSTANCE_UPDATE);
        boolean ours = isConsultation(instance.getBusinessKey()) || isReply(instance) || isProviderCheck(instance);
        if (writesKey && !ours) {
            throw new RefusedException(
                    "a process starts for a booked consultation only: its business key has to be the id"
                            + " of one. To book over engine-rest, start consultation with a variable booking");
        }
    }

    /** A process that belongs to no consultation: its key is a provider's name. */
    private static boolean isProviderCheck(HistoricProcessInstanceEventEntity instance) {
        String key = instance.getBusinessKey();
        return CheckProviderVariables.PROCESS.equals(instance.getProcessDefinitionKey())
                && key != null
                && DeclaredVariables.isCodeWord(key);
    }

    private boolean isConsultation(String businessKey) {
        return id(businessKey).flatMap(id -> consultations.get().find(id)).isPresent();
    }

    /** What an unknown number wrote, or one with several visits, belongs to no consultation, but is a row of ours too. */
    private boolean isReply(HistoricProcessInstanceEventEntity instance) {
        return "patient-reply".equals(instance.getProcessDefinitionKey())
                && id(instance.getBusinessKey())
                        .filter(id -> inbox.get().has(id))
                        .isPresent();
    }

    private static Optional<UUID> id(String businessKey) {
        try {
            UUID id = UUID.fromString(businessKey == null ? "" : businessKey);
            return Optional.of(id).filter(it -> it.toString().equals(businessKey));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void checkTask(HistoricTaskInstanceEventEntity task) {
        if (task.isEventOfType(HistoryEventTypes.TASK_INSTANCE_CREATE) && task.getProcessDefinitionId() == null) {
            throw new RefusedException("a task of its own belongs to no consultation; tasks come from processes");
        }
        if (task.isEventOfType(HistoryEventTypes.TASK_INSTANCE_UPDATE)) {
            TaskEntity entity = Context.getCommandContext().getTaskManager().findTaskById(task.getTaskId());
            TaskDefinition model = entity == null ? null : entity.getTaskDefinition();
            if (model != null
                    && (isRewritten(model.getNameExpression(), task.getName())
                            || isRewritten(model.getDescriptionExpression(), task.getDescription()))) {
                throw new RefusedException(
                        "name and description of a task are the model's: notes about a patient do not"
                                + " belong into the engine, which keeps them");
            }
        }
    }

    private static boolean isRewritten(Expression modelled, String text) {
        if (modelled == null) {
            return text != null && !text.isEmpty();
        }
        return modelled.isLiteralText() && !modelled.getExpressionText().equals(text);
    }

    private static void checkInputs(HistoricDecisionInstanceEntity decision) {
        for (HistoricDecisionInputInstance input : decision.getInputs()) {
            if (!isHarmless(input.getValue())) {
                throw new RefusedException("the inputs of a decision are code words, numbers, dates and flags");
            }
        }
    }

    private static boolean isHarmless(Object value) {
        return value == null
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Date
                || value instanceof String text && (text.isEmpty() || DeclaredVariables.isCodeWord(text));
    }
}
