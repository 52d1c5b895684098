package org.consultflow.lifecycle;

import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.dmn.Dmn;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.PaymentTerms;
import org.consultflow.consultation.Schedule;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What the tests of this room do with the engine, by hand. */
@TestComponent
class Steps {

    private final ProcessEngine engine;
    private final ConsultationProcess process;
    private final Recorder recorder;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Steps(
            ProcessEngine engine,
            ConsultationProcess process,
            Recorder recorder,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.engine = engine;
        this.process = process;
        this.recorder = recorder;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** No instance, nothing recorded; the delivered diagrams are there. */
    void fromTheBeginning() {
        RuntimeService runtime = engine.getRuntimeService();
        runtime.createProcessInstanceQuery()
                .list()
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "next test"));
        recorder.clear();
        deploy(read("consultation.bpmn"));
    }

    private void deploy(BpmnModelInstance consultation) {
        engine.getRepositoryService()
                .createDeployment()
                .name("test")
                .enableDuplicateFiltering(true)
                .addModelInstance("consultation.bpmn", consultation)
                .addModelInstance("phone-patient.bpmn", read("phone-patient.bpmn"))
                .addModelInstance("check-provider.bpmn", read("check-provider.bpmn"))
                .addModelInstance(
                        "connection-plan.dmn", Dmn.readModelFromFile(new File("processes", "connection-plan.dmn")))
                .deploy();
    }

    /** A consultation whose diagram has another id for one of its elements. */
    Consultation aConsultationDrawnWith(String element, String otherId) {
        BpmnModelInstance drawn = read("consultation.bpmn");
        ((BaseElement) drawn.getModelElementById(element)).setId(otherId);
        deploy(drawn);
        return aConsultation();
    }

    /** A video consultation in two days, of 50 minutes, with nothing to settle. */
    Consultation aConsultation() {
        return aConsultation(false, null);
    }

    /** So many, booked, that all begin at the same moment. */
    List<Consultation> bookedForTheSameHour(int howMany) {
        Consultation first = aConsultation();
        return Stream.generate(this::aConsultation)
                .limit(howMany)
                .map(next -> booked(moved(
                        next,
                        Duration.between(
                                next.schedule().start(), first.schedule().start()))))
                .toList();
    }

    /** @param payWithin how long from now; or null */
    Consultation aConsultation(boolean requiresAcceptance, Duration payWithin) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        PaymentTerms terms = payWithin == null
                ? null
                : new PaymentTerms(new BigDecimal("120.00"), Currency.getInstance("AUD"), now.plus(payWithin));
        return new Consultation(
                UUID.randomUUID(),
                ConsultationType.VIDEO,
                ConsultationStatus.REQUESTED,
                new Schedule(now.plus(Duration.ofDays(2)), ZoneId.of("Australia/Melbourne"), Duration.ofMinutes(50), 1),
                UUID.randomUUID(),
                UUID.randomUUID(),
                null,
                requiresAcceptance,
                false,
                requiresAcceptance ? now.plus(Duration.ofHours(12)) : null,
                terms,
                null,
                null,
                null,
                now);
    }

    /** The same consultation at another time. */
    static Consultation moved(Consultation consultation, Duration by) {
        Schedule was = consultation.schedule();
        return with(
                consultation, was.moveTo(was.start().plus(by), was.zone(), was.duration()), consultation.accepted());
    }

    static Consultation accepted(Consultation consultation) {
        return with(consultation, consultation.schedule(), true);
    }

    private static Consultation with(Consultation was, Schedule schedule, boolean accepted) {
        return new Consultation(
                was.id(),
                was.type(),
                was.status(),
                schedule,
                was.patientId(),
                was.providerId(),
                was.location(),
                was.requiresAcceptance(),
                accepted,
                was.acceptanceDueAt(),
                was.paymentTerms(),
                was.paidAt(),
                was.cancelledBy(),
                was.reason(),
                was.bookedAt());
    }

    /** Starts the process in a transaction of its own. */
    Consultation booked(Consultation consultation) {
        inTransaction(commands -> commands.start(consultation));
        return consultation;
    }

    void inTransaction(Consumer<ConsultationProcess> commands) {
        transaction.executeWithoutResult(status -> commands.accept(process));
    }

    ProcessInstance instanceOf(Consultation consultation) {
        return engine.getRuntimeService()
                .createProcessInstanceQuery()
                .processInstanceBusinessKey(consultation.id().toString(), "consultation")
                .singleResult();
    }

    List<String> whereIs(Consultation consultation) {
        return engine.getRuntimeService()
                .getActiveActivityIds(instanceOf(consultation).getId());
    }

    Object variable(Consultation consultation, String name) {
        return engine.getRuntimeService().getVariable(instanceOf(consultation).getId(), name);
    }

    /** The job of an element, with its due date or without. */
    Job jobAt(Consultation consultation, String element) {
        return engine.getManagementService()
                .createJobQuery()
                .processInstanceId(instanceOf(consultation).getId())
                .activityId(element)
                .singleResult();
    }

    /** Lets a timer fire, whatever the time. */
    void fire(Consultation consultation, String timer) {
        engine.getManagementService().executeJob(jobAt(consultation, timer).getId());
    }

    /** To where the visit is held, with the reminders and the room behind. */
    void toTheSession(Consultation consultation, RoomWorker rooms) {
        List.of("timer-reminder-24h", "timer-reminder-1h", "timer-reminder-15min", "timer-room-opens")
                .forEach(timer -> fire(consultation, timer));
        rooms.work();
        fire(consultation, "timer-start");
        fire(consultation, "task-tell-session-started");
        fire(consultation, "task-decide-connection");
    }

    private static BpmnModelInstance read(String file) {
        return Bpmn.readModelFromFile(Path.of("processes", file).toFile());
    }
}
