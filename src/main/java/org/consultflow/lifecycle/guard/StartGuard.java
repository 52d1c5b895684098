package org.consultflow.lifecycle.guard;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** A {@code consultation} process starts with the id of its consultation, which is also its business key. */
class StartGuard extends AbstractBpmnParseListener implements ExecutionListener {

    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity process) {
        if (process.getKey().equals("consultation")) {
            process.addBuiltInListener(EVENTNAME_START, this);
        }
    }

    @Override
    public void notify(DelegateExecution execution) {
        Object id = execution.getVariable("consultationId");
        if (id == null || !id.equals(execution.getProcessBusinessKey())) {
            throw new RefusedException("consultation starts with a booking: send it as the variable booking,"
                    + " or book with POST /api/consultations");
        }
    }
}
