package org.consultflow.lifecycle;

import java.util.Date;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When a job of a consultation has used up its retries, a patient may wait for what it should have done: a person is asked
 * to phone. The engine's own handler writes the incident; this one stands beside it, in the same transaction, so that
 * neither is there without the other.
 */
class FailedJobCalls implements IncidentHandler {

    private static final Logger log = LoggerFactory.getLogger(FailedJobCalls.class);
    private static final Pattern CODE_WORD = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    @Override
    public String getIncidentHandlerType() {
        return Incident.FAILED_JOB_HANDLER_TYPE;
    }

    @Override
    public Incident handleIncident(IncidentContext incident, String message) {
        CommandContext command = Context.getCommandContext();
        ExecutionEntity execution = incident.getExecutionId() == null
                ? null
                : command.getExecutionManager().findExecutionById(incident.getExecutionId());
        if (execution != null
                && ConsultationVariables.PROCESS.equals(
                        execution.getProcessDefinition().getKey())) {
            // whoever had the job tried again need not be allowed to start processes
            command.runWithoutAuthorization(() -> {
                askForCall(Context.getProcessEngineConfiguration(), execution, incident);
                return null;
            });
        }
        return null;
    }

    @Override
    public void resolveIncident(IncidentContext incident) {
        // the job may fail again: the call stays asked for until somebody has looked
    }

    @Override
    public void deleteIncident(IncidentContext incident) {
        // a cancelled or rescheduled consultation ends its calls itself
    }

    private static void askForCall(
            ProcessEngineConfigurationImpl engine, ExecutionEntity execution, IncidentContext incident) {
        RepositoryService repository = engine.getRepositoryService();
        if (repository
                        .createProcessDefinitionQuery()
                        .processDefinitionKey(PhoneCallVariables.PROCESS)
                        .latestVersion()
                        .active()
                        .count()
                == 0) {
            // starting would fail and take the incident back with it
            log.error(
                    "A job has failed for good, and nobody can be asked to phone: no process phone-patient is deployed");
            return;
        }
        String element =
                incident.getFailedActivityId() == null ? incident.getActivityId() : incident.getFailedActivityId();
        ModelElementInstance failed = repository
                .getBpmnModelInstance(execution.getProcessDefinitionId())
                .getModelElementById(element);
        // a variable holds code words only: a drawn id or an expression may be none, and must not cost the incident
        String kind = Stream.of(inputOf(failed, SendNotification.KIND), Optional.of(element))
                .flatMap(Optional::stream)
                .filter(CODE_WORD.asMatchPredicate())
                .findFirst()
                .orElse("unknown");
        String audience = inputOf(failed, SendNotification.AUDIENCE)
                .filter("provider"::equals)
                .orElse("patient");
        new PhoneCalls(engine.getRuntimeService(), engine.getHistoryService(), engine.getTaskService())
                .askBecauseJobFailed(
                        UUID.fromString((String) execution.getVariable(ConsultationVariables.CONSULTATION_ID)),
                        audience,
                        kind,
                        (Date) execution.getVariable(ConsultationVariables.STARTS_AT));
    }

    private static Optional<String> inputOf(ModelElementInstance element, String name) {
        if (!(element instanceof BaseElement task) || task.getExtensionElements() == null) {
            return Optional.empty();
        }
        return task.getExtensionElements().getElementsQuery().filterByType(CamundaInputOutput.class).list().stream()
                .flatMap(mapping -> mapping.getCamundaInputParameters().stream())
                .filter(input -> name.equals(input.getCamundaName()))
                .map(CamundaInputParameter::getTextContent)
                .map(String::strip)
                .findFirst();
    }
}
