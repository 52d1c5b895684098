package org.consultflow.lifecycle.trace;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.deploy.Deployer;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.consultflow.audit.Audit;
import org.springframework.beans.factory.ObjectProvider;

/** Tells the audit of each new deployment, whether it came from the folder, from Modeler or over engine-rest. */
final class DeploymentTrace implements Deployer {

    private final ObjectProvider<Audit> audit;

    DeploymentTrace(ObjectProvider<Audit> audit) {
        this.audit = audit;
    }

    @Override
    public void deploy(DeploymentEntity deployment) {
        // a stored one that is loaded again is no deployment
        if (deployment.isNew()) {
            audit.getObject()
                    .record(
                            Words.actor(Context.getCommandContext().getAuthenticatedUserId()),
                            "deployed",
                            null,
                            "deployment=" + deployment.getId() + " files="
                                    + deployment.getResources().size());
        }
    }
}
