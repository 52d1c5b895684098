package org.consultflow.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.consultflow.ConsultFlowApplication;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.UseMainMethod;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole service as a newcomer starts it, by its main method, on a free port, with data of its own: real PostgreSQL,
 * engine, routes, HTTP and SMTP. All tests that carry this share one service.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = ConsultFlowApplication.class,
        webEnvironment = WebEnvironment.DEFINED_PORT,
        useMainMethod = UseMainMethod.ALWAYS)
@AutoConfigureObservability(tracing = false)
@ContextConfiguration(initializers = FreshService.class)
@Tag("service")
@ExtendWith(TidyUp.class)
@Import({
    Http.class,
    Clinic.class,
    TwilioRequests.class,
    TwilioCalls.class,
    EngineTables.class,
    ServiceLog.class,
    StatementCounter.class,
    Paths.class
})
public @interface ServiceTest {}
