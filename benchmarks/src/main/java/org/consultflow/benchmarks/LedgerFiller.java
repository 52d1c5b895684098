package org.consultflow.benchmarks;

/** Makes tables as long as they are after months. */
final class LedgerFiller {

    private LedgerFiller() {}

    /** Timers of other consultations, due over the year that follows next month. The engine never gets to them. */
    static void addWaitingTimers(Database database, int howMany) {
        database.execute(
                """
                insert into act_ru_job (id_, rev_, type_, exclusive_, execution_id_, process_instance_id_, root_proc_inst_id_,
                  retries_, duedate_, handler_type_, handler_cfg_, suspension_state_, create_time_)
                select 'waiting-' || n, 1, 'timer', true, 'execution-' || n, 'instance-' || n / 3, 'instance-' || n / 3,
                  3, now() + interval '30 days' + n * interval '30 seconds', 'timer-intermediate-transition',
                  'timer-waiting', 1, now()
                from generate_series(1, %d) n"""
                        .formatted(howMany));
        database.execute("vacuum analyze act_ru_job");
    }

    /** As if the receipts of all that was sent had come: nobody sends any here, and silence would have people phone. */
    static void letAllArrive(Database database) {
        database.execute("update notice set state = 'REACHED' where state = 'OPEN'"
                + " and id in (select notice_id from delivery where state = 'SENT')");
        database.execute("update delivery set state = 'DELIVERED' where state = 'SENT'");
    }

    /** Messages that arrived, each with its notice and its attempt: copies of one, whatever columns they have by now. */
    static void addDeliveries(Database database, int howMany) {
        // once for all three: of the copies none has an attempt yet when attempts are copied
        String one = database.lines(
                        "select id::text from delivery where state = 'DELIVERED' and attempt_id is not null limit 1")
                .get(0);
        database.execute(
                """
                create table filler as
                select gen_random_uuid() notice_id, gen_random_uuid() delivery_id, gen_random_uuid() attempt_id,
                  gen_random_uuid() consultation_id, n
                from generate_series(1, %d) n"""
                        .formatted(howMany));
        database.execute(copies(
                database,
                "notice",
                "'id', f.notice_id, 'consultation_id', f.consultation_id",
                "id = (select notice_id from delivery where id = '" + one + "')"));
        database.execute(copies(
                database,
                "delivery",
                "'id', f.delivery_id, 'notice_id', f.notice_id, 'consultation_id', f.consultation_id,"
                        + " 'attempt_id', f.attempt_id",
                "id = '" + one + "'"));
        database.execute(copies(
                database,
                "attempt",
                "'id', f.attempt_id, 'delivery_id', f.delivery_id, 'provider_id', 'SMfiller' || f.n",
                "delivery_id = '" + one + "'"));
        database.execute("drop table filler");
        database.execute("vacuum analyze");
    }

    private static String copies(Database database, String table, String differs, String which) {
        // those that PostgreSQL makes of others it makes of copies too
        String columns = database.lines("select string_agg(attname, ', ') from pg_attribute where attrelid = '" + table
                        + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")
                .get(0);
        return """
                insert into %1$s (%4$s) select %5$s from filler f, (select to_jsonb(o) one from %1$s o where %3$s limit 1) t,
                  jsonb_populate_record(null::%1$s, t.one || jsonb_build_object(%2$s)) copy"""
                .formatted(table, differs, which, columns, "copy." + columns.replace(", ", ", copy."));
    }
}
