package org.consultflow.lifecycle.guard;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.test.context.SpringBootTest;

import static java.lang.annotation.ElementType.TYPE;

/** The real engine on a real PostgreSQL behind the real doors, on a port of its own; only the features are stand-ins. */
@Retention(RetentionPolicy.RUNTIME)
@Target(TYPE)
@SpringBootTest(
        classes = GuardedEngineApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "consultflow.admin-user=" + GuardedEngine.ADMIN,
            "consultflow.admin-password=" + GuardedEngine.PASSWORD,
            "consultflow.api-key=" + GuardedEngine.API_KEY,
            "consultflow.data-directory=target/guarded-engine",
            "camunda.bpm.job-execution.enabled=false",
            "spring.flyway.enabled=false",
            "spring.autoconfigure.exclude=org.apache.camel.spring.boot.CamelAutoConfiguration"
        })
public @interface GuardedEngine {
    String ADMIN = "keeper";
    String PASSWORD = "Doors-are-shut-1";
    String API_KEY = "key-for-the-api";
}
