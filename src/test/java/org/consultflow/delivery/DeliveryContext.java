package org.consultflow.delivery;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.consultflow.crypto.Vault;
import org.consultflow.support.MovableClock;
import org.consultflow.support.TestDatabase;
import org.consultflow.time.RealTime;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The delivery room alone, on a real PostgreSQL, with scripted far ends and clocks that stand still. */
@Configuration
@EnableTransactionManagement(proxyTargetClass = true)
@EnableConfigurationProperties(DeliverySettings.class)
@ComponentScan("org.consultflow.delivery")
class DeliveryContext {

    static final Instant NOW = Instant.parse("2026-11-30T22:00:00Z");

    @Bean(destroyMethod = "close")
    HikariDataSource dataSource() {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(TestDatabase.freshUrl());
        source.setUsername("postgres");
        return source;
    }

    @Bean
    JdbcClient jdbcClient(DataSource source) {
        return JdbcClient.create(source);
    }

    @Bean
    PlatformTransactionManager transactionManager(DataSource source) {
        return new DataSourceTransactionManager(source);
    }

    @Bean
    TransactionTemplate transactionTemplate(PlatformTransactionManager manager) {
        return new TransactionTemplate(manager);
    }

    @Bean
    @Primary
    MovableClock clock() {
        return new MovableClock(NOW);
    }

    @Bean
    @RealTime
    Clock realTime() {
        return new MovableClock(NOW);
    }

    @Bean
    Vault vault() {
        return new Vault(Base64.getEncoder().encodeToString(new byte[32]));
    }

    @Bean
    FarEnd farEnd() {
        return new FarEnd();
    }
}
