package org.consultflow.lifecycle.processes;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.pvm.process.TransitionImpl;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.lifecycle.deployment.EngineOnPostgres;
import org.consultflow.lifecycle.plan.PlanFixtures;

import static org.camunda.bpm.engine.test.assertions.bpmn.BpmnAwareTests.assertThat;

/** Walks the shipped process in the engine; the delegates only write down what they were asked. */
final class ConsultationWalk implements AutoCloseable {

    static final Instant BOOKED = Instant.parse("2026-12-01T00:00:00Z");
    static final Duration IN_TWO_DAYS = Duration.ofHours(48);
    static final Map<String, Object> ACCEPTANCE = Map.of("acceptanceRequired", true);
    static final Map<String, Object> PAYMENT = Map.of("paymentRequired", true);

    private final Set<String> flowsTaken = new HashSet<>();
    private final EngineOnPostgres postgres;
    private final List<String> asked = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private ConsultationType type = ConsultationType.VIDEO;
    private String outcome = "completed";
    private boolean roomReady = true;
    private ProcessInstance instance;

    ConsultationWalk() {
        postgres = new EngineOnPostgres(new FlowRecorder(flowsTaken));
        postgres.bean("sendNotification", (JavaDelegate)
                execution -> asked(execution.getVariable("kind") + " > " + execution.getVariable("audience")));
        for (String task : List.of(
                "awaitPayment",
                "confirmConsultation",
                "recordAttendance",
                "declineUnanswered",
                "cancelUnpaid",
                "connectByPhone")) {
            postgres.bean(task, (JavaDelegate) execution -> asked(task));
        }
        postgres.bean("openSession", (JavaDelegate) execution -> {
            asked("openSession");
            execution.setVariable("roomReady", roomReady);
        });
        postgres.bean("closeSession", (JavaDelegate) execution -> {
            asked("closeSession");
            execution.setVariable("outcome", outcome);
        });
        postgres.bean(
                "reminderPlan", PlanFixtures.plan(postgres.engine(), () -> type, Clock.fixed(BOOKED, ZoneOffset.UTC)));
        postgres.deployShipped();
    }

    ProcessEngine engine() {
        return postgres.engine();
    }

    /** Starts afresh at the moment of booking. */
    void reset() {
        engine().getRuntimeService().createProcessInstanceQuery().list().forEach(running -> engine().getRuntimeService()
                .deleteProcessInstance(running.getId(), "next walk"));
        asked.clear();
        failing.clear();
        type = ConsultationType.VIDEO;
        outcome = "completed";
        roomReady = true;
        ClockUtil.setCurrentTime(Date.from(BOOKED));
    }

    void ofType(ConsultationType other) {
        type = other;
    }

    void hasNoRoom() {
        roomReady = false;
    }

    void willEnd(String how) {
        outcome = how;
    }

    /** Makes a delegate fail from now on: its name, or {@code kind > audience}. */
    void fails(String what) {
        failing.add(what);
    }

    void works() {
        failing.clear();
    }

    ProcessInstance book(Duration ahead, Map<String, Object> settings) {
        Map<String, Object> variables = new HashMap<>(timesOf(BOOKED.plus(ahead)));
        String id = UUID.randomUUID().toString();
        variables.putAll(Map.of(
                "consultationId",
                id,
                "scheduleRevision",
                1,
                "acceptanceRequired",
                false,
                "paymentRequired",
                false,
                "acceptanceDueAt",
                at(Duration.ofHours(4)),
                "paymentReminderAt",
                at(Duration.ofHours(6)),
                "paymentDueAt",
                at(Duration.ofHours(12)),
                "videoRoomNeeded",
                type.hasVideoRoom()));
        variables.put("consultationType", type.word());
        variables.putAll(settings);
        instance = engine().getRuntimeService().startProcessInstanceByKey("consultation", id, variables);
        return instance;
    }

    /** The times that a schedule brings. */
    static Map<String, Object> timesOf(Instant start) {
        return Map.of(
                "startsAt", Date.from(start),
                "endsAt", Date.from(start.plus(Duration.ofMinutes(50))),
                "roomOpensAt", Date.from(start.minus(Duration.ofMinutes(15))),
                "sessionClosesAt", Date.from(start.plus(Duration.ofMinutes(65))));
    }

    void tell(String message) {
        tell(message, Map.of());
    }

    void tell(String message, Map<String, Object> variables) {
        engine().getRuntimeService()
                .createMessageCorrelation(message)
                .processInstanceBusinessKey(instance.getBusinessKey())
                .setVariables(variables)
                .correlate();
    }

    /** Lets the time come, and runs what falls due on the way, each at its own time. */
    void at(String sinceBooking) {
        Date target = at(Duration.parse(sinceBooking));
        for (Job due = nextDue(target); due != null; due = nextDue(target)) {
            if (due.getDuedate() != null && due.getDuedate().after(ClockUtil.getCurrentTime())) {
                ClockUtil.setCurrentTime(due.getDuedate());
            }
            try {
                engine().getManagementService().executeJob(due.getId());
            } catch (IllegalStateException e) {
                // The engine has counted the failure down; the walk looks at the incident.
            }
        }
        ClockUtil.setCurrentTime(target);
    }

    private Job nextDue(Date target) {
        return engine().getManagementService().createJobQuery().withRetriesLeft().list().stream()
                .filter(job -> job.getDuedate() == null || !job.getDuedate().after(target))
                .min(Comparator.comparing(Job::getDuedate, Comparator.nullsFirst(Comparator.naturalOrder())))
                .orElse(null);
    }

    /** The external task of a topic is done, or fails for good. */
    void room(String topic, boolean succeeds) {
        LockedExternalTask task = engine().getExternalTaskService()
                .fetchAndLock(1, "walk")
                .topic(topic, 60_000)
                .execute()
                .get(0);
        if (succeeds) {
            engine().getExternalTaskService().complete(task.getId(), "walk");
        } else {
            engine().getExternalTaskService().handleFailure(task.getId(), "walk", "53000", 0, 0);
        }
    }

    /** What the delegates were asked since this was called last. */
    List<String> asked() {
        List<String> since = List.copyOf(asked);
        asked.clear();
        return since;
    }

    List<String> incidents() {
        return engine().getRuntimeService().createIncidentQuery().list().stream()
                .map(incident -> incident.getActivityId())
                .sorted()
                .toList();
    }

    /** The instance waits at these elements, the scopes around them included, and nowhere else. */
    void waitsAt(ProcessInstance waiting, String... elements) {
        assertThat(waiting).isWaitingAtExactly(elements);
    }

    /** When a timer of the running instance is due. */
    Date dueDateOf(String timer) {
        return engine().getManagementService()
                .createJobQuery()
                .activityId(timer)
                .singleResult()
                .getDuedate();
    }

    /** The timers that are set. */
    List<String> timers() {
        return engine().getManagementService().createJobQuery().list().stream()
                .map(job -> engine().getManagementService()
                        .createJobDefinitionQuery()
                        .jobDefinitionId(job.getJobDefinitionId())
                        .singleResult()
                        .getActivityId())
                .sorted()
                .toList();
    }

    Set<String> flowsTaken() {
        return flowsTaken;
    }

    static Date at(Duration sinceBooking) {
        return Date.from(BOOKED.plus(sinceBooking));
    }

    private void asked(String what) {
        if (failing.contains(what)) {
            throw new IllegalStateException("asked to fail");
        }
        asked.add(what);
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }

    private static final class FlowRecorder extends AbstractBpmnParseListener {

        private final Set<String> taken;

        FlowRecorder(Set<String> taken) {
            this.taken = taken;
        }

        @Override
        public void parseSequenceFlow(Element flow, ScopeImpl scope, TransitionImpl transition) {
            transition.addListener(
                    ExecutionListener.EVENTNAME_TAKE, (ExecutionListener) execution -> taken.add(transition.getId()));
        }
    }
}
