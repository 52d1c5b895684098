package org.consultflow.benchmarks.programs;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;

/** Camunda as it is delivered: a timer, and a service task whose delegate does the POST and records the outcome. */
@SpringBootApplication
public class CamundaProgram {

    private static final String REMINDER = "reminder";

    /** @param args the database's URL, Twilio's port */
    public static void main(String[] args) {
        Program.endOnFailure();
        ConfigurableApplicationContext context = SpringApplication.run(
                CamundaProgram.class,
                "--spring.datasource.url=" + args[0],
                "--spring.datasource.username=postgres",
                "--spring.main.banner-mode=off",
                "--logging.level.root=WARN",
                "--server.address=127.0.0.1",
                "--server.port=0",
                "--twilio=" + args[1]);
        context.getBean(JdbcTemplate.class).execute(Program.OUTCOME);
        context.getBean(JdbcTemplate.class).execute("create table booking (id text primary key, start_at timestamptz)");
        RepositoryService repository = context.getBean(RepositoryService.class);
        repository
                .createDeployment()
                .addModelInstance("reminder.bpmn", reminder())
                .addModelInstance("booking.bpmn", booking())
                .deploy();
        RuntimeService runtime = context.getBean(RuntimeService.class);
        int port = ((ServletWebServerApplicationContext) context).getWebServer().getPort();
        Program.obey((howMany, when, first) -> start(runtime, howMany, when, first), Integer.toString(port));
    }

    private static BpmnModelInstance reminder() {
        return Bpmn.createExecutableProcess(REMINDER)
                .camundaHistoryTimeToLive(365)
                .startEvent()
                .intermediateCatchEvent()
                .timerWithDate("${due}")
                .serviceTask()
                .camundaDelegateExpression("${sendReminder}")
                .endEvent()
                .done();
    }

    /** Three timers and a row: what a booking is at the least. */
    private static BpmnModelInstance booking() {
        return Bpmn.createExecutableProcess("booking")
                .camundaHistoryTimeToLive(365)
                .startEvent()
                .serviceTask()
                .camundaDelegateExpression("${writeBooking}")
                .userTask("visit")
                .boundaryEvent("first")
                .cancelActivity(false)
                .timerWithDate("${first}")
                .endEvent()
                .moveToActivity("visit")
                .boundaryEvent("second")
                .cancelActivity(false)
                .timerWithDate("${second}")
                .endEvent()
                .moveToActivity("visit")
                .boundaryEvent("third")
                .cancelActivity(false)
                .timerWithDate("${third}")
                .endEvent()
                .moveToActivity("visit")
                .endEvent()
                .done();
    }

    private static void start(RuntimeService runtime, int howMany, Instant when, int firstNumber) {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        IntStream.range(firstNumber, firstNumber + howMany)
                .mapToObj(Program::phone)
                .forEach(phone -> threads.execute(
                        () -> runtime.startProcessInstanceByKey(REMINDER, phone, Map.of("due", Date.from(when)))));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.MINUTES)) {
                throw new IllegalStateException("starting takes too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    JavaDelegate sendReminder(Environment environment, JdbcTemplate jdbc, Clock clock) {
        Twilio twilio = new Twilio(environment.getRequiredProperty("twilio", Integer.class));
        return execution -> {
            String phone = execution.getProcessBusinessKey();
            jdbc.update(Program.RECORD, phone, twilio.send(phone), Timestamp.from(clock.instant()));
        };
    }

    @Bean
    JavaDelegate writeBooking(JdbcTemplate jdbc) {
        return execution -> jdbc.update(
                "insert into booking (id, start_at) values (?, ?)",
                execution.getProcessBusinessKey(),
                Timestamp.from(((Date) execution.getVariable("start")).toInstant()));
    }
}
