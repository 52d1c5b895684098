package org.consultflow.lifecycle.guard;

import java.io.IOException;
import java.util.Date;
import java.util.Map;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.consultflow.lifecycle.ProcessBean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * The guards and the doors, and around them as little as possible. No {@code @Configuration}, so that the whole service, when
 * a test starts it, does not find this class.
 */
@EnableAutoConfiguration
@ComponentScan({"org.consultflow.security", "org.consultflow.lifecycle.guard"})
@Import({BookedConsultations.class, GuardedEngineApplication.Pages.class})
class GuardedEngineApplication {

    @Bean(destroyMethod = "close")
    EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder().setRegisterShutdownHook(false).start();
    }

    @Bean
    DataSource dataSource(EmbeddedPostgres postgres) {
        return postgres.getPostgresDatabase();
    }

    @Bean
    @ProcessBean
    JavaDelegate sendNotification() {
        return execution -> {};
    }

    @Bean
    ReminderDates reminderPlan() {
        return new ReminderDates();
    }

    /** A bean that no model may name. */
    @Bean
    Treasure treasure() {
        return new Treasure();
    }

    @ProcessBean
    static class ReminderDates {

        public Date dueDate(DelegateExecution execution, String name) {
            return (Date) execution.getVariable("startsAt");
        }

        String hidden() {
            return "hidden";
        }
    }

    static class Treasure {

        private boolean taken;

        public String take() {
            taken = true;
            return "taken";
        }

        boolean isTaken() {
            return taken;
        }
    }

    @TestComponent
    @RestController
    static class Pages {

        @GetMapping({"/api/ping", "/sandbox/ping", "/join/ping", "/answer/ping", "/secret", "/webhooks/ping"})
        Map<String, String> ping() {
            return Map.of("answer", "pong");
        }

        @PostMapping({"/api/ping", "/answer/ping", "/sandbox/ping", "/webhooks/ping"})
        Map<String, Object> echo(@RequestBody Map<String, Object> body) {
            return body;
        }

        @GetMapping("/api/broken")
        void broken() {
            throw new IllegalStateException("broken");
        }
    }
}
