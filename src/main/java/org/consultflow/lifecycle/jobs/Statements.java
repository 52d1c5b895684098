package org.consultflow.lifecycle.jobs;

import java.util.Date;
import java.util.List;
import java.util.Map;

import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Select;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.persistence.entity.AcquirableJobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobDefinitionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/** The engine's own questions about one instance, for many at once. The parameter has their ids, with commas between them. */
interface Statements {

    String ENTITY = "org.camunda.bpm.engine.impl.persistence.entity.";

    @Select("select * from ACT_RU_JOB where ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "JobEntity.jobResultMap")
    List<JobEntity> jobs(ListQueryParameterObject ids);

    /**
     * Takes jobs that are due, the earliest first, as the engine's selectNextJobsToExecute finds them; what another node is
     * just taking is passed over. Whether somebody is at work at an instance is asked of each by its instance: as "not exists"
     * it is a join with all that are locked. Priorities and deployments do not count: no node is told to see to some only.
     *
     * <p>"Is distinct from", because the planner takes "is null" for something rare: it would expect fewer than are wanted, and
     * read and sort all that is due, each time. By their places, which cannot change while they are locked, they need not be
     * looked up once more; one that was changed since this statement began is left for the next.
     */
    @Select(
            """
            update ACT_RU_JOB set LOCK_OWNER_ = #{parameter.owner}, LOCK_EXP_TIME_ = #{parameter.until}, REV_ = REV_ + 1
            where ctid = any (array(
              select ctid from ACT_RU_JOB due where RETRIES_ > 0 and DUEDATE_ <= #{parameter.now}
                and (LOCK_OWNER_ is null or LOCK_EXP_TIME_ < #{parameter.now}) and SUSPENSION_STATE_ = 1
                and (not EXCLUSIVE_ or (select 1 from ACT_RU_JOB held
                  where held.PROCESS_INSTANCE_ID_ = due.PROCESS_INSTANCE_ID_ and held.EXCLUSIVE_
                    and held.LOCK_OWNER_ is not null and held.LOCK_EXP_TIME_ >= #{parameter.now} limit 1) is distinct from 1)
              order by DUEDATE_ limit #{parameter.most} for update skip locked))
            returning ID_, REV_, DUEDATE_, PROCESS_INSTANCE_ID_, EXCLUSIVE_""")
    @ResultMap(ENTITY + "JobEntity.acquirableJobResultMap")
    List<AcquirableJobEntity> acquire(ListQueryParameterObject most);

    /** Also of jobs that will not run then, because they are suspended: to leave them out would be to read them all. */
    @Select("select DUEDATE_ from ACT_RU_JOB where DUEDATE_ > #{parameter} order by DUEDATE_ limit 1")
    Date nextDue(Date now);

    /** A definition of jobs, and the others of its diagram: an instance that begins makes several timers. */
    @Select(
            """
            select * from ACT_RU_JOBDEF where ID_ = #{parameter}
              or PROC_DEF_ID_ = (select PROC_DEF_ID_ from ACT_RU_JOBDEF where ID_ = #{parameter})""")
    @ResultMap(ENTITY + "JobDefinitionEntity.jobDefinitionResultMap")
    List<JobDefinitionEntity> jobDefinitions(ListQueryParameterObject id);

    @Select("select * from ACT_RU_JOB where EXECUTION_ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "JobEntity.jobResultMap")
    List<JobEntity> jobsOfExecutions(ListQueryParameterObject executions);

    @Select("select * from ACT_RU_EXECUTION where PROC_INST_ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "ExecutionEntity.executionResultMap")
    List<ExecutionEntity> executions(ListQueryParameterObject instances);

    /** Without the activity's instance, for which only queries from outside ask. */
    @Select("select *, null as ACT_INST_ID_ from ACT_RU_VARIABLE"
            + " where PROC_INST_ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "VariableInstanceEntity.variableInstanceResultMap")
    List<VariableInstanceEntity> variables(ListQueryParameterObject instances);

    /** Deletes jobs that are as they were read. Returns their ids. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(
            """
            delete from ACT_RU_JOB using unnest(string_to_array(#{ids}, ','),
              cast(string_to_array(#{revisions}, ',') as int[])) as known (id, revision)
            where ID_ = any (string_to_array(#{ids}, ',')) and ID_ = known.id and REV_ = known.revision
            returning ID_""")
    List<String> deleteJobs(Map<String, String> known);

    /** Counts up executions that are as they were read. Returns their ids. */
    @Options(flushCache = Options.FlushCachePolicy.TRUE)
    @Select(
            """
            update ACT_RU_EXECUTION set REV_ = REV_ + 1, SEQUENCE_COUNTER_ = known.counter
            from unnest(string_to_array(#{ids}, ','), cast(string_to_array(#{revisions}, ',') as int[]),
              cast(string_to_array(#{counters}, ',') as bigint[])) as known (id, revision, counter)
            where ID_ = any (string_to_array(#{ids}, ',')) and ID_ = known.id and REV_ = known.revision
            returning ID_""")
    List<String> countExecutions(Map<String, String> known);

    @Select("select * from ACT_RU_INCIDENT where PROC_INST_ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "IncidentEntity.incidentResultMap")
    List<IncidentEntity> incidents(ListQueryParameterObject instances);
}
