package org.consultflow.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A PostgreSQL that keeps what it was given, fsync and synchronous commit on, and counts statements. */
final class Database implements AutoCloseable {

    // begin, commit and the like are no statements about anything
    private static final String STATEMENTS =
            """
            select coalesce(sum(calls), 0) from pg_stat_statements
            where query !~* '^\\s*(begin|commit|rollback|set|show|savepoint|release)'
              and query not like '%/* harness */%'""";

    private final Path data;
    private final EmbeddedPostgres running;
    private final SingleConnectionDataSource connection;
    private final JdbcTemplate jdbc;
    private final long ours;

    /** @param keep whether the data stay when it ends */
    Database(Path directory, boolean keep) {
        this.data = directory.resolve("postgres").toAbsolutePath();
        try {
            Files.createDirectories(data);
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(!keep)
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200")
                    .setServerConfig("shared_buffers", "512MB")
                    // the pages that are written whole after a checkpoint would count for one burst and not for the
                    // next
                    .setServerConfig("max_wal_size", "16GB")
                    .setServerConfig("checkpoint_timeout", "1h")
                    .setServerConfig("shared_preload_libraries", "pg_stat_statements")
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("postgres.log").toFile()))
                    .setErrorRedirector(ProcessBuilder.Redirect.appendTo(
                            directory.resolve("postgres.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        connection = new SingleConnectionDataSource(url(), "postgres", "", true);
        jdbc = new JdbcTemplate(connection);
        jdbc.execute("create extension pg_stat_statements");
        // whoever counts rows here is not to start processes that count as the program's
        jdbc.execute("set max_parallel_workers_per_gather = 0");
        ours = number("select pg_backend_pid()");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + running.getPort() + "/postgres";
    }

    /** @return the number that a query answers with; it is not counted among the statements */
    long number(String sql, Object... args) {
        Long number = jdbc.queryForObject("/* harness */ " + sql, Long.class, args);
        return number == null ? 0 : number;
    }

    List<String> lines(String sql, Object... args) {
        return jdbc.queryForList("/* harness */ " + sql, String.class, args);
    }

    /** Over the connection that stays open: the CPU of a process that has just ended would count late. */
    void execute(String sql) {
        jdbc.execute("/* harness */ " + sql);
    }

    /** So that nothing of what was written before is cleaned up by chance in a burst. */
    void cleanUp() {
        execute("vacuum (analyze)");
    }

    /** What was done so far, without the CPU of our own questions; two of these make a difference. */
    Counts counts() {
        return new Counts(
                number(STATEMENTS),
                number("select xact_commit from pg_stat_database where datname = 'postgres'"),
                number("select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::bigint"),
                Cpu.seconds(postmaster()) - Cpu.seconds(ours));
    }

    /** So that {@link #dearest} tells of what comes now. */
    void forgetStatements() {
        lines("select pg_stat_statements_reset()::text");
    }

    /** Calls, milliseconds in all and the text of the statements that took longest since {@link #forgetStatements}. */
    List<String> dearest() {
        return lines(
                """
                select calls || ' ' || round(total_exec_time) || ' ' || regexp_replace(left(query, 400), '\\s+', ' ', 'g')
                from pg_stat_statements where query not like '%/* harness */%' order by total_exec_time desc limit 80""");
    }

    record Counts(long statements, long transactions, long walBytes, double cpuSeconds) {

        Counts since(Counts before) {
            return new Counts(
                    statements - before.statements,
                    transactions - before.transactions,
                    walBytes - before.walBytes,
                    cpuSeconds - before.cpuSeconds);
        }
    }

    private long postmaster() {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connection.destroy();
        try {
            running.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
