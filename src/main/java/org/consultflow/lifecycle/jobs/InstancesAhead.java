package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.Collection;
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
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceManager;
import org.camunda.bpm.engine.runtime.Incident;

/**
 * What a command is about to ask the engine's tables about many instances, asked at once: their executions and incidents; and
 * as soon as one of them is asked for its jobs or its variables, those of all. It is as old as the command's own first reads
 * are.
 */
final class InstancesAhead implements Session {

    private Map<String, List<JobEntity>> jobsOfExecutions;
    private final Set<String> jobsWithoutIncident = new HashSet<>();
    private final Set<String> instances = new HashSet<>();
    private final Set<String> executionIds = new HashSet<>();
    private Map<String, List<VariableInstanceEntity>> variablesOfExecutions;
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
        return found;
    }

    private void restore(Set<String> instances, List<JobEntity> jobs) {
        Map<String, List<ExecutionEntity>> executions = list("executions", instances, ExecutionEntity.class).stream()
                .collect(Collectors.groupingBy(ExecutionEntity::getProcessInstanceId));
        executions.forEach((instance, its) -> {
            its.forEach(execution -> executionIds.add(execution.getId()));
            its.stream()
                    .filter(ExecutionEntity::isProcessInstanceExecution)
                    .findFirst()
                    .ifPresent(root -> root.restoreProcessInstance(its, null, null, null, null, null, null));
        });
        this.instances.addAll(instances);
        Set<String> failed = list("incidents", instances, IncidentEntity.class).stream()
                .map(IncidentEntity::getConfiguration)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        for (JobEntity job : jobs) {
            if (!failed.contains(job.getId())) {
                jobsWithoutIncident.add(job.getId());
            }
        }
    }

    private List<JobEntity> jobsOf(String execution) {
        if (jobsOfExecutions == null) {
            jobsOfExecutions = list("jobsOfExecutions", executionIds, JobEntity.class).stream()
                    .collect(Collectors.groupingBy(JobEntity::getExecutionId));
        }
        return jobsOfExecutions.getOrDefault(execution, List.of());
    }

    private List<VariableInstanceEntity> variablesOf(String execution) {
        if (variablesOfExecutions == null) {
            variablesOfExecutions = list("variables", instances, VariableInstanceEntity.class).stream()
                    .collect(Collectors.groupingBy(VariableInstanceEntity::getExecutionId));
        }
        return variablesOfExecutions.getOrDefault(execution, List.of());
    }

    private <T> List<T> list(String statement, Collection<String> ids, Class<T> type) {
        return ((List<?>) entities.selectList(
                        Statements.class.getName() + "." + statement, Map.of("ids", String.join(",", ids))))
                .stream().map(type::cast).toList();
    }

    @Override
    public void flush() {
        // nothing is ever written here
    }

    @Override
    public void close() {
        jobsOfExecutions = null;
        jobsWithoutIncident.clear();
        instances.clear();
        executionIds.clear();
        variablesOfExecutions = null;
    }

    /** The engine's own, except that it looks first at what was read ahead, or is known without asking. */
    static final class Jobs extends JobManager {

        private final InstancesAhead ahead;

        Jobs(InstancesAhead ahead) {
            this.ahead = ahead;
        }

        @Override
        public List<JobEntity> findJobsByExecutionId(String executionId) {
            return ahead.executionIds.contains(executionId)
                    ? new UnreadJobs(() -> ahead.jobsOf(executionId))
                    : super.findJobsByExecutionId(executionId);
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

    /** Likewise. */
    static final class Variables extends VariableInstanceManager {

        private final InstancesAhead ahead;

        Variables(InstancesAhead ahead) {
            this.ahead = ahead;
        }

        @Override
        public List<VariableInstanceEntity> findVariableInstancesByExecutionId(String executionId) {
            return ahead.executionIds.contains(executionId)
                    ? ahead.variablesOf(executionId)
                    : super.findVariableInstancesByExecutionId(executionId);
        }
    }
}
