package org.consultflow.lifecycle;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** The real engine on a real PostgreSQL with the delivered diagrams; jobs and rooms are stepped by hand. */
@Retention(RetentionPolicy.RUNTIME)
@SpringJUnitConfig(
        classes = {LifecycleContext.class, OwnPostgres.class},
        initializers = ConfigDataApplicationContextInitializer.class)
@TestPropertySource(
        properties = {
            "consultflow.clock=adjustable",
            "camunda.bpm.job-execution.enabled=false",
            // the walks are told by the activities that were passed
            "camunda.bpm.history-level=full",
            "consultflow.lifecycle.worker-interval=24h"
        })
@interface LifecycleTest {}
