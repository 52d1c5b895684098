package org.consultflow.lifecycle;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the engine's tables lack where very many timers wait and fall due. They can't be a migration of ours, because those run
 * before the engine has made its tables.
 */
final class EngineTables {

    /**
     * Indexes in which nearly every row stands with null: this service has no tenants, user tasks and byte arrays are few, and
     * nothing is asked for by null. An index without these rows answers the same questions, and most rows never enter it. They
     * keep their names: the engine's own scripts, which take it to a later version, find them.
     */
    private static final String WITHOUT_NULLS =
            """
            do $$
            declare found record;
            begin
                for found in
                    select name.relname as name, pg_get_indexdef(name.oid) as definition, first.attname as first
                    from pg_index index join pg_class name on name.oid = index.indexrelid
                        join pg_attribute first on first.attrelid = name.oid and first.attnum = 1
                    where name.relnamespace = current_schema()::regnamespace and index.indpred is null
                        and name.relname in ('act_idx_variable_task_id', 'act_idx_variable_task_name_type',
                            'act_idx_variable_tenant_id', 'act_idx_var_bytearray', 'act_idx_batch_id',
                            'act_idx_job_exception', 'act_idx_job_tenant_id', 'act_idx_exe_super', 'act_idx_exec_buskey',
                            'act_idx_exec_tenant_id', 'act_idx_event_subscr_tenant_id', 'act_idx_hi_pro_inst_tenant_id',
                            'act_idx_hi_pro_rst_pro_inst_id', 'act_idx_hi_act_inst_tenant_id')
                loop
                    execute 'drop index ' || quote_ident(found.name);
                    execute found.definition || ' where ' || quote_ident(found.first) || ' is not null';
                end loop;
            end $$""";

    private EngineTables() {}

    /** Changes nothing the second time. */
    static void prepare(JdbcClient database) {
        // what the job executor asks for several times a second
        database.sql("create index if not exists consultflow_job_due on act_ru_job (duedate_)")
                .update();
        // jobs of a node of an earlier version: without a due date nobody would acquire them
        database.sql("update act_ru_job set duedate_ = localtimestamp where duedate_ is null")
                .update();
        // who takes a job writes its row anew: where the page has room for that, and none of the columns stands in an
        // index, no index has to hear of it
        database.sql("drop index if exists consultflow_job_locked").update();
        database.sql("alter table act_ru_job set (fillfactor = 70)").update();
        database.sql("alter table act_ru_execution set (fillfactor = 80)").update();
        database.sql(WITHOUT_NULLS).update();
    }
}
