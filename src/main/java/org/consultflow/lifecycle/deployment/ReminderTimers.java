package org.consultflow.lifecycle.deployment;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * The timers of the process {@code consultation} that ask the reminder plan for their due date.
 *
 * @param timers as the diagram has them
 * @param findings timers that ask in a way nobody can check
 */
record ReminderTimers(List<ReminderTimer> timers, List<Finding> findings) {

    static final String PROCESS = "consultation";

    private static final Pattern ASKS =
            Pattern.compile("\\$\\{\\s*reminderPlan\\.dueDate\\(\\s*execution\\s*,\\s*(['\"])([^'\"]+)\\1\\s*\\)\\s*}");

    /**
     * A timer.
     *
     * @param id the event's id
     * @param name the event's name, or its id if it has none
     * @param row the row of the plan that it names
     * @param sends the send tasks right behind it
     */
    record ReminderTimer(String id, String name, String row, List<Send> sends) {}

    /**
     * A send task.
     *
     * @param id its id
     * @param name its name, or its id if it has none
     * @param kind its input {@code kind}; empty if it has none
     */
    record Send(String id, String name, String kind) {}

    /** Reads the diagram of the process. */
    static ReminderTimers in(byte[] diagram) {
        BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(diagram));
        List<ReminderTimer> timers = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        for (TimerEventDefinition definition : model.getModelElementsByType(TimerEventDefinition.class)) {
            String text = definition.getTextContent().strip();
            if (!text.contains("reminderPlan")
                    || !(definition.getParentElement() instanceof CatchEvent event)
                    || !belongsToProcess(event)) {
                continue;
            }
            Matcher asks = ASKS.matcher(text);
            if (asks.matches()) {
                timers.add(new ReminderTimer(event.getId(), nameOf(event), asks.group(2), sendsAfter(event)));
            } else {
                findings.add(new Finding(
                        "The timer \"" + nameOf(event) + "\" asks the reminder plan with " + text
                                + ", which names no row: write ${reminderPlan.dueDate(execution, 'reminder-24h')} with"
                                + " the name of its row.",
                        event.getId()));
            }
        }
        return new ReminderTimers(List.copyOf(timers), List.copyOf(findings));
    }

    Set<String> rows() {
        return timers.stream().map(ReminderTimer::row).collect(Collectors.toSet());
    }

    private static boolean belongsToProcess(ModelElementInstance element) {
        ModelElementInstance parent = element.getParentElement();
        while (parent != null && !(parent instanceof Process)) {
            parent = parent.getParentElement();
        }
        return parent instanceof Process process && PROCESS.equals(process.getId());
    }

    private static List<Send> sendsAfter(CatchEvent event) {
        return event.getSucceedingNodes().list().stream()
                .filter(SendTask.class::isInstance)
                .map(node -> new Send(
                        node.getId(), node.getName() == null ? node.getId() : node.getName(), kindOf((SendTask) node)))
                .toList();
    }

    private static String kindOf(SendTask task) {
        if (task.getExtensionElements() == null) {
            return "";
        }
        return task.getExtensionElements().getElementsQuery().filterByType(CamundaInputOutput.class).list().stream()
                .flatMap(mapping -> mapping.getCamundaInputParameters().stream())
                .filter(input -> "kind".equals(input.getCamundaName()))
                .map(input -> input.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    private static String nameOf(CatchEvent event) {
        return event.getName() == null ? event.getId() : event.getName();
    }
}
