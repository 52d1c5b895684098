package org.consultflow.lifecycle.jobs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.camunda.bpm.engine.impl.db.entitymanager.DbEntityManager;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.AcquiredJobs;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/**
 * Acquires due jobs, all in one statement, and hands them on in larger batches. Jobs of one instance stay together, in order.
 * The engine finds them by one statement and locks each by another, and of two nodes that find the same one gets none.
 */
final class AcquireTogether implements Command<AcquiredJobs> {

    private static final String STATEMENTS = Statements.class.getName();

    private final JobExecutor executor;
    private final int most;
    private final int batchSize;
    private final NextDue nextDue;

    /**
     * @param most jobs to be acquired
     * @param batchSize jobs of a batch, as long as no single instance has more
     * @param nextDue told when the next one falls due, where fewer are
     */
    AcquireTogether(JobExecutor executor, int most, int batchSize, NextDue nextDue) {
        this.executor = executor;
        this.most = most;
        this.batchSize = batchSize;
        this.nextDue = nextDue;
    }

    @Override
    public AcquiredJobs execute(CommandContext commandContext) {
        AcquiredJobs acquired = new AcquiredJobs(most);
        List<String> batch = new ArrayList<>();
        for (List<String> ofInstance : ofInstances(lock(commandContext))) {
            if (!batch.isEmpty() && batch.size() + ofInstance.size() > batchSize) {
                acquired.addJobIdBatch(batch);
                batch = new ArrayList<>();
            }
            batch.addAll(ofInstance);
        }
        if (!batch.isEmpty()) {
            acquired.addJobIdBatch(batch);
        }
        return acquired;
    }

    private List<AcquirableJobEntity> lock(CommandContext commandContext) {
        Date now = ClockUtil.getCurrentTime();
        DbEntityManager database = commandContext.getDbEntityManager();
        List<?> locked = database.selectList(
                STATEMENTS + ".acquire",
                Map.of(
                        "most",
                        most,
                        "owner",
                        executor.getLockOwner(),
                        "now",
                        now,
                        "until",
                        new Date(now.getTime() + executor.getLockTimeInMillis())));
        if (locked.size() < most) {
            nextDue.look(now, () -> (Date) database.selectOne(STATEMENTS + ".nextDue", now));
        }
        return locked.stream()
                .map(AcquirableJobEntity.class::cast)
                .sorted(Comparator.comparing(AcquirableJobEntity::getDuedate).thenComparing(AcquirableJobEntity::getId))
                .toList();
    }

    private static Iterable<List<String>> ofInstances(List<AcquirableJobEntity> jobs) {
        return jobs.stream()
                .collect(Collectors.groupingBy(
                        job -> job.isExclusive() && job.getProcessInstanceId() != null
                                ? job.getProcessInstanceId()
                                : job.getId(),
                        LinkedHashMap::new,
                        Collectors.mapping(AcquirableJobEntity::getId, Collectors.toList())))
                .values();
    }
}
