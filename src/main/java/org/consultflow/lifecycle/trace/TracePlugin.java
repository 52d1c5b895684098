package org.consultflow.lifecycle.trace;

import java.util.ArrayList;
import java.util.List;

import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.consultflow.audit.Audit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Puts into the engine what tells the audit. */
@Component
class TracePlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<Audit> audit;

    TracePlugin(ObjectProvider<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.getCustomHistoryEventHandlers().add(new OperationTrace(audit));
        // after the deployers that may refuse it
        List<Deployer> deployers = new ArrayList<>();
        if (engine.getCustomPostDeployers() != null) {
            deployers.addAll(engine.getCustomPostDeployers());
        }
        deployers.add(new DeploymentTrace(audit));
        engine.setCustomPostDeployers(deployers);
    }
}
