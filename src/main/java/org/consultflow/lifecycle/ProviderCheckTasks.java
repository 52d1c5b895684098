package org.consultflow.lifecycle;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.consultflow.delivery.ProviderChecks;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The process {@code check-provider}: a task for ops, one open for a provider at a time. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class ProviderCheckTasks implements ProviderChecks {

    private static final String WORKS_AGAIN = "msg-provider-works-again";

    private final RuntimeService runtime;

    ProviderCheckTasks(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void ask(String provider, String channel, Integer errorCode, String reason, boolean circuitOpen) {
        VariableMap news = Variables.createVariables()
                .putValue(CheckProviderVariables.PROVIDER, provider)
                .putValue(CheckProviderVariables.CHANNEL, channel)
                .putValue(CheckProviderVariables.ERROR_CODE, errorCode)
                .putValue(CheckProviderVariables.REASON, reason)
                .putValue(CheckProviderVariables.CIRCUIT_OPEN, circuitOpen);
        EngineCalls.run(() -> {
            ProcessInstance open = runtime.createProcessInstanceQuery()
                    .processDefinitionKey(CheckProviderVariables.PROCESS)
                    .processInstanceBusinessKey(provider)
                    .singleResult();
            if (open == null) {
                runtime.startProcessInstanceByKey(CheckProviderVariables.PROCESS, provider, news);
            } else if (circuitOpen || !isOpen(open)) {
                runtime.setVariables(open.getId(), news);
            }
        });
    }

    /** An open circuit is the graver news: what else happens at the provider does not take its place. */
    private boolean isOpen(ProcessInstance check) {
        return Boolean.TRUE.equals(runtime.getVariable(check.getId(), CheckProviderVariables.CIRCUIT_OPEN));
    }

    @Override
    public void notNeeded(String provider) {
        EngineCalls.run(() -> runtime.createMessageCorrelation(WORKS_AGAIN)
                .processInstanceBusinessKey(provider)
                .processInstanceVariableEquals(CheckProviderVariables.CIRCUIT_OPEN, true)
                .correlateAll());
    }
}
