package org.consultflow.lifecycle.jobs;

import java.util.List;

import org.apache.ibatis.annotations.ResultMap;
import org.apache.ibatis.annotations.Select;
import org.camunda.bpm.engine.impl.db.ListQueryParameterObject;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.IncidentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.persistence.entity.VariableInstanceEntity;

/** The engine's own questions about one instance, for many at once. The parameter has their ids, with commas between them. */
interface Statements {

    String ENTITY = "org.camunda.bpm.engine.impl.persistence.entity.";

    @Select("select * from ACT_RU_JOB where ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "JobEntity.jobResultMap")
    List<JobEntity> jobs(ListQueryParameterObject ids);

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

    /** Those of some names. */
    @Select("select *, null as ACT_INST_ID_ from ACT_RU_VARIABLE"
            + " where PROC_INST_ID_ = any (string_to_array(#{parameter.ids}, ','))"
            + " and NAME_ = any (string_to_array(#{parameter.names}, ','))")
    @ResultMap(ENTITY + "VariableInstanceEntity.variableInstanceResultMap")
    List<VariableInstanceEntity> namedVariables(ListQueryParameterObject instances);

    @Select("select * from ACT_RU_INCIDENT where PROC_INST_ID_ = any (string_to_array(#{parameter.ids}, ','))")
    @ResultMap(ENTITY + "IncidentEntity.incidentResultMap")
    List<IncidentEntity> incidents(ListQueryParameterObject instances);
}
