package org.consultflow.sandbox;

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
    EmbeddedPostgres embeddedPostgres(DatabaseStart start) {
        return start.await();
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
