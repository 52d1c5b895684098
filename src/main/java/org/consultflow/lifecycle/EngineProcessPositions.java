package org.consultflow.lifecycle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.history.HistoricActivityInstance;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.camunda.bpm.engine.impl.jobexecutor.TimerStartEventSubprocessJobHandler;
import org.camunda.bpm.engine.management.JobDefinition;
import org.camunda.bpm.engine.runtime.ActivityInstance;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.TransitionInstance;
import org.consultflow.consultation.ProcessPositions;
import org.springframework.stereotype.Component;

/** Reads from the engine where a token stands and where it has been. */
@Component
class EngineProcessPositions implements ProcessPositions {

    private final RuntimeService runtime;
    private final HistoryService history;
    private final RepositoryService repository;
    private final ManagementService management;

    EngineProcessPositions(
            RuntimeService runtime,
            HistoryService history,
            RepositoryService repository,
            ManagementService management) {
        this.runtime = runtime;
        this.history = history;
        this.repository = repository;
        this.management = management;
    }

    @Override
    public Optional<ProcessPosition> of(UUID consultationId) {
        return history
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(consultationId.toString())
                .processDefinitionKey(ConsultationVariables.PROCESS)
                .orderByProcessInstanceStartTime()
                .desc()
                .listPage(0, 1)
                .stream()
                .findFirst()
                .map(this::position);
    }

    @Override
    public Optional<String> diagram(String processDefinitionId) {
        if (repository
                        .createProcessDefinitionQuery()
                        .processDefinitionId(processDefinitionId)
                        .count()
                == 0) {
            return Optional.empty();
        }
        try (InputStream model = repository.getProcessModel(processDefinitionId)) {
            return Optional.of(new String(model.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("the diagram " + processDefinitionId + " can't be read", e);
        }
    }

    private ProcessPosition position(HistoricProcessInstance instance) {
        ActivityInstance tree = runtime.getActivityInstance(instance.getId());
        List<String> active = tree == null
                ? List.of()
                : Stream.concat(tokens(tree), setTimers(instance)).distinct().toList();
        List<String> completed = history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance.getId())
                .finished()
                .orderByHistoricActivityInstanceEndTime()
                .asc()
                .list()
                .stream()
                .filter(passed -> !passed.isCanceled())
                .map(HistoricActivityInstance::getActivityId)
                .distinct()
                .toList();
        List<String> incidents = runtime.createIncidentQuery().processInstanceId(instance.getId()).list().stream()
                .map(Incident::getActivityId)
                .distinct()
                .toList();
        return new ProcessPosition(instance.getProcessDefinitionId(), active, completed, incidents);
    }

    /** The innermost elements, and those before which the token waits to be carried on. */
    private static Stream<String> tokens(ActivityInstance scope) {
        ActivityInstance[] children = scope.getChildActivityInstances();
        TransitionInstance[] waiting = scope.getChildTransitionInstances();
        if (children.length == 0 && waiting.length == 0) {
            return Stream.of(scope.getActivityId());
        }
        return Stream.concat(
                Stream.of(children).flatMap(EngineProcessPositions::tokens),
                Stream.of(waiting).map(TransitionInstance::getActivityId));
    }

    /** Those that begin event sub-processes: what waits for them holds no token of its own. */
    private Stream<String> setTimers(HistoricProcessInstance instance) {
        Set<String> waiting = management.createJobQuery().processInstanceId(instance.getId()).list().stream()
                .map(Job::getJobDefinitionId)
                .collect(Collectors.toSet());
        return waiting.isEmpty()
                ? Stream.empty()
                : management
                        .createJobDefinitionQuery()
                        .processDefinitionId(instance.getProcessDefinitionId())
                        .jobType(TimerStartEventSubprocessJobHandler.TYPE)
                        .list()
                        .stream()
                        .filter(definition -> waiting.contains(definition.getId()))
                        .map(JobDefinition::getActivityId);
    }
}
