package org.consultflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One real PostgreSQL for all tests of this JVM; each caller gets a database of its own, with our schema. */
public final class TestDatabase {

    private static EmbeddedPostgres postgres;
    private static int databases;

    private TestDatabase() {}

    /** @return the JDBC URL of a new database with our schema */
    public static synchronized String freshUrl() {
        if (postgres == null) {
            try {
                postgres = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        String name = "test" + ++databases;
        JdbcClient.create(postgres.getPostgresDatabase())
                .sql("create database " + name)
                .update();
        String url = postgres.getJdbcUrl("postgres", name);
        Flyway.configure().dataSource(url, "postgres", null).load().migrate();
        return url;
    }

    /** A new database with our schema. */
    public static DataSource fresh() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(freshUrl());
        source.setUser("postgres");
        return source;
    }
}
