package org.consultflow.lifecycle.jobs;

import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionManager;

/** Asks for the definitions of all jobs of a diagram when it is asked for one: the engine asks once for each timer it makes. */
final class JobDefinitionsTogether extends JobDefinitionManager {

    @Override
    public JobDefinitionEntity findById(String jobDefinitionId) {
        if (getDbEntityManager().getCachedEntity(JobDefinitionEntity.class, jobDefinitionId) == null) {
            getDbEntityManager().selectList(Statements.class.getName() + ".jobDefinitions", jobDefinitionId);
        }
        return super.findById(jobDefinitionId);
    }
}
