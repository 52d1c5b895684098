package org.consultflow.lifecycle.cockpit;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Task;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.consultflow.delivery.DeliveryOverview;
import org.consultflow.delivery.DeliveryOverview.KindCount;
import org.springframework.stereotype.Service;

/** What became of the messages that each activity of a definition asks for. */
@Service
class ActivityCounts {

    private static final Duration WEEK = Duration.ofDays(7);

    private final CockpitUser user;
    private final RepositoryService repository;
    private final DeliveryOverview deliveries;

    ActivityCounts(CockpitUser user, RepositoryService repository, DeliveryOverview deliveries) {
        this.user = user;
        this.repository = repository;
        this.deliveries = deliveries;
    }

    /** The last seven days, over all versions: a message knows its kind, not the version that asked for it. */
    Counts of(String processDefinitionId) {
        user.mayLook();
        BpmnModelInstance model = repository.getBpmnModelInstance(processDefinitionId);
        Map<String, List<Task>> tasks = model.getModelElementsByType(Task.class).stream()
                .filter(task -> input(task, "kind").isPresent())
                .collect(Collectors.groupingBy(
                        task -> input(task, "kind").orElseThrow(), TreeMap::new, Collectors.toList()));
        Map<String, List<KindCount>> counted =
                deliveries.byKind(tasks.keySet(), WEEK).stream().collect(Collectors.groupingBy(KindCount::kind));
        return new Counts(tasks.entrySet().stream()
                .flatMap(kind -> kind.getValue().stream()
                        .map(task -> count(task, kind.getKey(), counted.getOrDefault(kind.getKey(), List.of()))))
                .toList());
    }

    private static Activity count(Task task, String kind, Collection<KindCount> counted) {
        String audience = input(task, "audience").orElse("both");
        List<KindCount> its = counted.stream()
                .filter(count -> audience.equals("both") || audience.equals(count.audience()))
                .toList();
        return new Activity(
                task.getId(),
                task.getName() == null ? task.getId() : task.getName().replaceAll("\\s+", " "),
                kind,
                audience,
                its.stream().mapToLong(KindCount::sent).sum(),
                its.stream().mapToLong(KindCount::delivered).sum(),
                its.stream().mapToLong(KindCount::fallenBack).sum());
    }

    private static Optional<String> input(Task task, String name) {
        return task.getExtensionElements() == null
                ? Optional.empty()
                : task.getExtensionElements().getElementsQuery().filterByType(CamundaInputOutput.class).list().stream()
                        .flatMap(mapping -> mapping.getCamundaInputParameters().stream())
                        .filter(input -> name.equals(input.getCamundaName()))
                        .map(CamundaInputParameter::getTextContent)
                        .map(String::strip)
                        .findFirst();
    }

    record Counts(List<Activity> activities) {}

    /** @param fallenBack how many needed another channel than their first */
    record Activity(
            String element, String name, String kind, String audience, long sent, long delivered, long fallenBack) {}
}
