package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.jobexecutor.ProcessEventJobHandler;
import org.camunda.bpm.engine.impl.persistence.entity.EventSubscriptionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentManager;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobManager;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * What a command is about to ask the engine's tables about many instances, asked at once: their executions, variables and
 * incidents, and the jobs of the executions that go on. It is as old as the command's own first reads are.
 */
final class InstancesAhead implements Session {

    private final Map<String, List<JobEntity>> jobsOfExecutions = new HashMap<>();
    private final Set<String> jobsWithoutIncident = new HashSet<>();
    private final DbEntityManager entities;

    InstancesAhead(DbEntityManager entities) {
        this.entities = entities;
    }

    static InstancesAhead of(CommandContext command) {
        return command.getSession(InstancesAhead.class);
    }

    /**
     * Reads jobs, and with them the instances to which they belong.
     *
     * @return those of the jobs that are still there
     */
    List<JobEntity> jobs(Collection<String> ids) {
        List<JobEntity> found = list("jobs", ids, JobEntity.class);
        Set<String> instances = found.stream()
                .map(JobEntity::getProcessInstanceId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        if (!instances.isEmpty()) {
            restore(instances, found);
        }
        Set<String> asked = Set.copyOf(ids);
        return found.stream().filter(job -> asked.contains(job.getId())).toList();
    }

    private void restore(Set<String> instances, List<JobEntity> jobs) {
        Map<String, List<ExecutionEntity>> executions = list("executions", instances, ExecutionEntity.class).stream()
                .collect(Collectors.groupingBy(ExecutionEntity::getProcessInstanceId));
        Map<String, List<VariableInstanceEntity>> variables =
                list("variables", instances, VariableInstanceEntity.class).stream()
                        .collect(Collectors.groupingBy(VariableInstanceEntity::getProcessInstanceId));
        executions.forEach((instance, its) -> its.stream()
                .filter(ExecutionEntity::isProcessInstanceExecution)
                .findFirst()
                .ifPresent(root -> root.restoreProcessInstance(
                        its, null, variables.getOrDefault(instance, List.of()), null, null, null, null)));
        Set<String> failed = list("incidents", instances, IncidentEntity.class).stream()
                .map(IncidentEntity::getConfiguration)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (JobEntity job : jobs) {
            if (job.getExecutionId() != null) {
                jobsOfExecutions
                        .computeIfAbsent(job.getExecutionId(), execution -> new ArrayList<>())
                        .add(job);
            }
            if (!failed.contains(job.getId())) {
                jobsWithoutIncident.add(job.getId());
            }
        }
    }

    private <T> List<T> list(String statement, Collection<String> ids, Class<T> type) {
        return ((List<?>) entities.selectList(Statements.class.getName() + "." + statement, String.join(",", ids)))
                .stream().map(type::cast).toList();
    }

    @Override
    public void flush() {
        // nothing is ever written here
    }

    @Override
    public void close() {
        jobsOfExecutions.clear();
        jobsWithoutIncident.clear();
    }

    /** The engine's own, except that it looks first at what was read ahead, or is known without asking. */
    static final class Jobs extends JobManager {

        private final InstancesAhead ahead;

        Jobs(InstancesAhead ahead) {
            this.ahead = ahead;
        }

        @Override
        public List<JobEntity> findJobsByExecutionId(String executionId) {
            List<JobEntity> jobs = ahead.jobsOfExecutions.remove(executionId);
            return jobs == null ? super.findJobsByExecutionId(executionId) : jobs;
        }

        /** A subscription that was made by this very command has no job yet that the database could know. */
        @Override
        public List<JobEntity> findJobsByConfiguration(String type, String configuration, String tenantId) {
            return ProcessEventJobHandler.TYPE.equals(type) && isOfThisCommand(configuration)
                    ? new ArrayList<>()
                    : super.findJobsByConfiguration(type, configuration, tenantId);
        }

        private boolean isOfThisCommand(String subscription) {
            CachedDbEntity known = getDbEntityManager()
                    .getDbEntityCache()
                    .getCachedEntity(EventSubscriptionEntity.class, subscription);
            return known != null
                    && (known.getEntityState() == DbEntityState.TRANSIENT
                            || known.getEntityState() == DbEntityState.DELETED_TRANSIENT);
        }
    }

    /** Likewise. */
    static final class Incidents extends IncidentManager {

        private final InstancesAhead ahead;

        Incidents(InstancesAhead ahead) {
            this.ahead = ahead;
        }

        @Override
        public List<Incident> findIncidentByConfigurationAndIncidentType(String configuration, String incidentType) {
            return ahead.jobsWithoutIncident.contains(configuration)
                    ? new ArrayList<>()
                    : super.findIncidentByConfigurationAndIncidentType(configuration, incidentType);
        }
    }
}
