package org.consultflow.lifecycle.cockpit;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.springframework.stereotype.Component;

/** The timers that the engine holds for a consultation, by their names in the diagram. */
@Component
class PlannedTimers {

    private static final int MOST = 200;

    private final RuntimeService runtime;
    private final ManagementService management;
    private final RepositoryService repository;

    PlannedTimers(RuntimeService runtime, ManagementService management, RepositoryService repository) {
        this.runtime = runtime;
        this.management = management;
        this.repository = repository;
    }

    /** Of all processes with the consultation's business key, the next one first. */
    List<PlannedTimer> of(UUID consultationId) {
        return runtime
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(consultationId.toString())
                .listPage(0, MOST)
                .stream()
                .flatMap(instance -> of(instance).stream())
                .sorted(Comparator.comparing(PlannedTimer::dueAt))
                .toList();
    }

    private List<PlannedTimer> of(ProcessInstance instance) {
        BpmnModelInstance model = repository.getBpmnModelInstance(instance.getProcessDefinitionId());
        return management.createJobQuery().processInstanceId(instance.getId()).timers().listPage(0, MOST).stream()
                .filter(job -> job.getDuedate() != null)
                .map(job -> timer(job, model))
                .toList();
    }

    private PlannedTimer timer(Job job, BpmnModelInstance model) {
        JobDefinition definition = management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult();
        String element = definition == null ? null : definition.getActivityId();
        String name = element != null && model.getModelElementById(element) instanceof FlowElement drawn
                ? drawn.getName()
                : null;
        return new PlannedTimer(
                element,
                name == null ? element : name.replaceAll("\\s+", " "),
                job.getDuedate().toInstant(),
                job.getRetries(),
                job.isSuspended());
    }

    /**
     * @param element id in the diagram
     * @param name in the diagram
     * @param dueAt by the adjustable clock
     * @param retries how often it may still be tried; 0: there is an incident
     */
    record PlannedTimer(String element, String name, Instant dueAt, int retries, boolean suspended) {}
}
