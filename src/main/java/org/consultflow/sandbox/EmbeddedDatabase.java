package org.consultflow.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * A real PostgreSQL that the service starts itself, with its data in {@code data/postgres}: durable, on loopback, on a port
 * that is kept from start to start, so that a server left behind by a killed service is found again.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(StandIns.PREFIX + "database")
class EmbeddedDatabase {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres embeddedPostgres(@Value("${consultflow.data-directory}") Path data) throws IOException {
        Path directory = data.resolve("postgres").toAbsolutePath();
        Files.createDirectories(directory);
        PostgresPort port = new PostgresPort(directory, data.resolve("postgres.properties"));
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(Duration.ofSeconds(30))
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100");
        port.toUse().ifPresent(builder::setPort);
        EmbeddedPostgres postgres;
        try {
            postgres = builder.start();
        } catch (IllegalStateException locked) {
            throw new IncompleteSettingsException(
                    "Not started: the database in " + directory + " cannot be opened.",
                    "Stop the other ConsultFlow that uses this directory, or give this one another with"
                            + " --consultflow.data-directory=…",
                    locked);
        }
        port.keep(postgres.getPort());
        return postgres;
    }

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource(
            EmbeddedPostgres postgres,
            @Value("${spring.datasource.hikari.maximum-pool-size}") int size,
            @Value("${spring.datasource.hikari.data-source-properties.reWriteBatchedInserts}") String rewrite) {
        HikariDataSource source = new HikariDataSource();
        source.setPoolName("consultflow");
        source.setJdbcUrl(postgres.getJdbcUrl("postgres", "postgres"));
        source.setUsername("postgres");
        source.setMaximumPoolSize(size);
        source.addDataSourceProperty("reWriteBatchedInserts", rewrite);
        return source;
    }
}
