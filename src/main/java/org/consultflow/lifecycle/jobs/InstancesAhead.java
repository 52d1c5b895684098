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
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.Session;
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
 * as soon as one of them is asked for its jobs or a variable, those of all. It is as old as the command's own first reads are.
 */
final class InstancesAhead implements Session {

    private Map<String, List<JobEntity>> jobsOfExecutions;
    private final Set<String> jobsWithoutIncident = new HashSet<>();
    private final Set<String> instances = new HashSet<>();
    private final Set<String> executionIds = new HashSet<>();
    private final Map<Set<String>, Map<String, List<VariableInstanceEntity>>> variables = new HashMap<>();
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

    /** @param names of the variables; empty: all of them */
    private List<VariableInstanceEntity> variables(String execution, Set<String> names) {
        String statement = names.isEmpty() ? "variables" : "namedVariables";
        return variables
                .computeIfAbsent(
                        names, which -> list(statement, instances, which, VariableInstanceEntity.class).stream()
                                .collect(Collectors.groupingBy(VariableInstanceEntity::getExecutionId)))
                .getOrDefault(execution, List.of());
    }

    private <T> List<T> list(String statement, Collection<String> ids, Class<T> type) {
        return list(statement, ids, Set.of(), type);
    }

    private <T> List<T> list(String statement, Collection<String> ids, Set<String> names, Class<T> type) {
        return ((List<?>) entities.selectList(
                        Statements.class.getName() + "." + statement,
                        Map.of("ids", String.join(",", ids), "names", String.join(",", names))))
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
        variables.clear();
    }

    /** The engine's own, except that it looks at what was read ahead first. */
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
                    ? ahead.variables(executionId, Set.of())
                    : super.findVariableInstancesByExecutionId(executionId);
        }

        @Override
        public List<VariableInstanceEntity> findVariableInstancesByExecutionIdAndVariableNames(
                String executionId, Collection<String> names) {
            return ahead.executionIds.contains(executionId) && !names.isEmpty()
                    ? ahead.variables(executionId, Set.copyOf(names))
                    : super.findVariableInstancesByExecutionIdAndVariableNames(executionId, names);
        }
    }
}
