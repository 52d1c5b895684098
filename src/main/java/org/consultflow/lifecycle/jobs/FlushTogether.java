package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.camunda.bpm.engine.impl.db.FlushResult;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbEntityOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperation;
import org.camunda.bpm.engine.impl.db.entitymanager.operation.DbOperationType;
import org.camunda.bpm.engine.impl.db.sql.BatchDbSqlSession;
import org.camunda.bpm.engine.impl.db.sql.DbSqlSessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

import static java.util.stream.Collectors.joining;

/**
 * Writes in one statement what each of many timers does that run together: it deletes its job, and counts up the revision of
 * its execution. The engine sends them together too, but as a statement each. What is not as it was read is told to the engine,
 * as it would have found itself.
 */
final class FlushTogether extends BatchDbSqlSession {

    /** The engine's names for what of an execution's state only says that somebody was there. */
    private static final Set<String> COUNTERS = Set.of("sequenceCounter", "forcedUpdate");

    /** Their states, but for the counters, as they are in the database. */
    private final Map<String, Map<?, ?>> executions = new HashMap<>();

    FlushTogether(DbSqlSessionFactory engine) {
        super(engine);
    }

    @Override
    protected void fireEntityLoaded(Object loaded) {
        if (loaded instanceof ExecutionEntity execution) {
            executions.putIfAbsent(execution.getId(), state(execution));
        }
        super.fireEntityLoaded(loaded);
    }

    @Override
    public FlushResult executeDbOperations(List<DbOperation> operations) {
        List<DbOperation> failed = new ArrayList<>();
        List<Kind> kinds = operations.stream().map(this::kind).toList();
        for (int from = 0, to; from < operations.size(); from = to) {
            Kind kind = kinds.get(from);
            to = from + 1;
            while (to < operations.size() && kinds.get(to) == kind) {
                to++;
            }
            List<DbOperation> alike = operations.subList(from, to);
            FlushResult result = alike.size() == 1 ? super.executeDbOperations(alike) : execute(kind, alike);
            if (kind == Kind.OTHER) {
                alike.forEach(this::keepState);
            }
            failed.addAll(result.getFailedOperations());
            if (result.hasRemainingOperations()) {
                List<DbOperation> remaining = new ArrayList<>(result.getRemainingOperations());
                remaining.addAll(operations.subList(to, operations.size()));
                return FlushResult.withFailuresAndRemaining(failed, remaining);
            }
        }
        return FlushResult.withFailures(failed);
    }

    private FlushResult execute(Kind kind, List<DbOperation> alike) {
        return switch (kind) {
            case JOB_DONE -> deleteJobs(alike);
            case EXECUTION_COUNTED -> countExecutions(alike);
            case OTHER -> super.executeDbOperations(alike);
        };
    }

    private enum Kind {
        JOB_DONE,
        EXECUTION_COUNTED,
        OTHER
    }

    private Kind kind(DbOperation operation) {
        if (operation.getOperationType() == DbOperationType.DELETE && entity(operation) instanceof JobEntity) {
            return Kind.JOB_DONE;
        }
        return operation.getOperationType() == DbOperationType.UPDATE
                        && entity(operation) instanceof ExecutionEntity execution
                        && state(execution).equals(executions.get(execution.getId()))
                ? Kind.EXECUTION_COUNTED
                : Kind.OTHER;
    }

    private void keepState(DbOperation operation) {
        if (operation.getOperationType() == DbOperationType.UPDATE
                && entity(operation) instanceof ExecutionEntity execution) {
            executions.put(execution.getId(), state(execution));
        }
    }

    private static Map<?, ?> state(ExecutionEntity execution) {
        // made anew for whoever asks
        Map<?, ?> state = (Map<?, ?>) execution.getPersistentState();
        state.keySet().removeAll(COUNTERS);
        return state;
    }

    private static Object entity(DbOperation operation) {
        return ((DbEntityOperation) operation).getEntity();
    }

    private FlushResult deleteJobs(List<DbOperation> operations) {
        List<JobEntity> jobs = operations.stream()
                .map(FlushTogether::entity)
                .map(JobEntity.class::cast)
                .toList();
        return written(
                operations,
                "deleteJobs",
                Map.of("ids", list(jobs, JobEntity::getId), "revisions", list(jobs, JobEntity::getRevision)));
    }

    private FlushResult countExecutions(List<DbOperation> operations) {
        List<ExecutionEntity> counted = operations.stream()
                .map(FlushTogether::entity)
                .map(ExecutionEntity.class::cast)
                .toList();
        return written(
                operations,
                "countExecutions",
                Map.of(
                        "ids", list(counted, ExecutionEntity::getId),
                        "revisions", list(counted, ExecutionEntity::getRevision),
                        "counters", list(counted, ExecutionEntity::getSequenceCounter)));
    }

    private FlushResult written(List<DbOperation> operations, String statement, Map<String, String> known) {
        Set<?> ids = new HashSet<>(selectList(Statements.class.getName() + "." + statement, known));
        List<DbOperation> failed = new ArrayList<>();
        for (DbOperation operation : operations) {
            String id = ((DbEntityOperation) operation).getEntity().getId();
            postProcessOperationPerformed(operation, ids.contains(id) ? 1 : 0, null);
            if (operation.isFailed()) {
                failed.add(operation);
            }
        }
        return FlushResult.withFailures(failed);
    }

    private static <T> String list(List<T> all, Function<T, Object> what) {
        return all.stream().map(what).map(String::valueOf).collect(joining(","));
    }
}
