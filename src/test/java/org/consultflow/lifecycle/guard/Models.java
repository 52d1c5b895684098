package org.consultflow.lifecycle.guard;

import org.camunda.bpm.model.bpmn.Bpmn;

/** Small models: the shape of ours, and whatever an attacker puts into them. */
final class Models {

    private Models() {}

    /** Waits in a user task, then sends. */
    static String consultation() {
        return Bpmn.convertToString(Bpmn.createExecutableProcess("consultation")
                .name("Consultation")
                .camundaHistoryTimeToLiveString("P365D")
                .startEvent("event-booked")
                .userTask("task-wait")
                .serviceTask("task-send-confirmation")
                .name("Send confirmation")
                .camundaDelegateExpression("${sendNotification}")
                .camundaInputParameter("kind", "confirmation")
                .camundaInputParameter("audience", "both")
                .endEvent()
                .done());
    }

    static String phonePatient() {
        return Bpmn.convertToString(Bpmn.createExecutableProcess("phone-patient")
                .camundaHistoryTimeToLiveString("P365D")
                .startEvent()
                .userTask("task-phone-patient")
                .endEvent()
                .done());
    }

    /** A process with one element of the attacker's making, XML as it stands. */
    static String process(String element) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
                    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:old="http://activiti.org/bpmn"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="attack">
                  <process id="attack" isExecutable="true" camunda:historyTimeToLive="P1D">
                    <startEvent id="start"/><sequenceFlow id="f1" sourceRef="start" targetRef="x"/>
                    %s
                    <sequenceFlow id="f2" sourceRef="x" targetRef="end"/><endEvent id="end"/>
                  </process>
                </definitions>
                """
                .formatted(element);
    }

    /** A decision with one rule; attributes of the input expression and the text of its output are the attacker's. */
    static String decision(String attributes, String output) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="attack"
                    xmlns:camunda="http://camunda.org/schema/1.0/dmn">
                  <decision id="attack-decision" name="Attack" camunda:historyTimeToLive="P1D">
                    <decisionTable id="t" hitPolicy="FIRST">
                      <input id="i"><inputExpression id="ie" typeRef="string" %s><text>type</text></inputExpression></input>
                      <output id="o" name="result" typeRef="string"/>
                      <rule id="r"><inputEntry id="e"><text></text></inputEntry>
                        <outputEntry id="oe"><text>%s</text></outputEntry></rule>
                    </decisionTable>
                  </decision>
                </definitions>
                """
                .formatted(attributes, output);
    }
}
