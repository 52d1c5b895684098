package org.consultflow.lifecycle.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.Message;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.camunda.bpm.model.dmn.instance.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an analyst may expect of every file in the folder of processes. */
class DiagramsTest {

    private static final Map<Class<? extends FlowNode>, String> PREFIXES = Map.of(
            Activity.class, "task-",
            Gateway.class, "gateway-",
            StartEvent.class, "start-",
            EndEvent.class, "end-");

    static Stream<Path> diagrams() throws IOException {
        return files(".bpmn");
    }

    static Stream<Path> tables() throws IOException {
        return files(".dmn");
    }

    @Test
    void these_processes_are_shipped() throws IOException {
        assertThat(diagrams())
                .extracting(file -> file.getFileName().toString())
                .containsExactly(
                        "check-provider.bpmn", "consultation.bpmn", "patient-reply.bpmn", "phone-patient.bpmn");
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void a_file_is_named_like_its_process_which_runs_and_whose_history_ends(Path file) {
        Process process = one(read(file).getModelElementsByType(Process.class));
        assertThat(file.getFileName()).hasToString(process.getId() + ".bpmn");
        assertThat(process.getId()).matches("[a-z]+(-[a-z]+)*");
        assertThat(process.isExecutable()).isTrue();
        assertThat(process.getName()).isNotBlank();
        assertThat(process.getCamundaHistoryTimeToLiveString()).isEqualTo("P365D");
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void every_element_has_a_name_and_every_way_out_of_a_decision_too(Path file) {
        BpmnModelInstance model = read(file);
        List<FlowElement> named = new ArrayList<>(model.getModelElementsByType(FlowNode.class));
        model.getModelElementsByType(ExclusiveGateway.class).forEach(gateway -> named.addAll(gateway.getOutgoing()));
        assertThat(named)
                .allSatisfy(element ->
                        assertThat(element.getName()).as(element.getId()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void a_decision_is_a_question_and_has_a_way_out_if_no_condition_holds(Path file) {
        assertThat(read(file).getModelElementsByType(ExclusiveGateway.class)).allSatisfy(gateway -> {
            assertThat(gateway.getName()).endsWith("?");
            assertThat(gateway.getDefault()).as(gateway.getId()).isNotNull();
        });
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void an_id_says_type_and_meaning(Path file) {
        BpmnModelInstance model = read(file);
        assertThat(model.getModelElementsByType(FlowElement.class)).allSatisfy(element -> assertThat(element.getId())
                .matches("[a-z0-9]+(-[a-z0-9]+)+")
                .startsWith(prefixOf(element)));
        assertThat(model.getModelElementsByType(Message.class))
                .allSatisfy(message ->
                        assertThat(message.getId()).startsWith("msg-").isEqualTo(message.getName()));
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void every_element_is_drawn(Path file) {
        BpmnModelInstance model = read(file);
        List<BaseElement> drawn = new ArrayList<>();
        model.getModelElementsByType(BpmnShape.class).forEach(shape -> drawn.add(shape.getBpmnElement()));
        model.getModelElementsByType(BpmnEdge.class).forEach(edge -> drawn.add(edge.getBpmnElement()));
        assertThat(model.getModelElementsByType(FlowElement.class)).isNotEmpty().allSatisfy(element -> assertThat(drawn)
                .contains(element));
    }

    @ParameterizedTest
    @MethodSource("diagrams")
    void the_drawing_reads_from_left_to_right(Path file) {
        BpmnModelInstance model = read(file);
        assertThat(model.getModelElementsByType(SequenceFlow.class))
                .filteredOn(flow -> !(flow.getTarget() instanceof SubProcess))
                .filteredOn(flow -> !(flow.getSource() instanceof CatchEvent event && isRescheduling(event)))
                .allSatisfy(flow -> assertThat(middleOf(flow.getTarget()))
                        .as(flow.getId())
                        .isGreaterThanOrEqualTo(middleOf(flow.getSource()) - 1));
    }

    @ParameterizedTest
    @MethodSource("tables")
    void a_table_is_named_like_its_decision_and_drawn_and_its_history_ends(Path file) {
        DmnModelInstance model = Dmn.readModelFromFile(file.toFile());
        Decision decision = one(model.getModelElementsByType(Decision.class));
        assertThat(file.getFileName()).hasToString(decision.getId() + ".dmn");
        assertThat(decision.getName()).isNotBlank();
        assertThat(decision.getCamundaHistoryTimeToLiveString()).isEqualTo("P365D");
        assertThat(model.getDocument().getElementsByNameNs("https://www.omg.org/spec/DMN/20191111/DMNDI/", "DMNShape"))
                .extracting(shape -> shape.getAttribute("dmnElementRef"))
                .contains(decision.getId());
    }

    private static boolean isRescheduling(CatchEvent event) {
        return event.getId().startsWith("catch-rescheduled");
    }

    private static String prefixOf(FlowElement element) {
        if (element instanceof SequenceFlow) {
            return "flow-";
        }
        if (element instanceof SubProcess) {
            return "subprocess-";
        }
        if (waitsForTime(element)) {
            return "timer-";
        }
        return PREFIXES.entrySet().stream()
                .filter(entry -> entry.getKey().isInstance(element))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("catch-");
    }

    private static boolean waitsForTime(FlowElement element) {
        return !element.getChildElementsByType(TimerEventDefinition.class).isEmpty();
    }

    private static double middleOf(FlowNode node) {
        BpmnShape shape = (BpmnShape) node.getDiagramElement();
        return shape.getBounds().getX() + shape.getBounds().getWidth() / 2;
    }

    private static <T> T one(Collection<T> elements) {
        assertThat(elements).hasSize(1);
        return elements.iterator().next();
    }

    private static BpmnModelInstance read(Path file) {
        return Bpmn.readModelFromFile(file.toFile());
    }

    private static Stream<Path> files(String ending) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList().stream();
        }
    }
}
