package org.consultflow.lifecycle;

import java.time.Clock;
import java.util.Map;

import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.consultflow.bulk.ReadAhead;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationProcess;
import org.consultflow.consultation.ProcessSuspendedException;
import org.consultflow.telemetry.Trail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts the process of a consultation and tells it what happened. A message that nobody waits for is an error and takes
 * the command back with it: a consultation and its process must not say two things.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class EngineConsultationProcess implements ConsultationProcess {

    private final CommandExecutor commands;
    private final RuntimeService runtime;
    private final ManagementService management;
    private final PhoneCalls calls;
    private final Clock clock;
    private final Trail trail;
    // asked once a transaction: many visits begin in one
    private final ReadAhead<String, String> newest = new ReadAhead<>();

    EngineConsultationProcess(ProcessEngine engine, PhoneCalls calls, Clock clock, ObjectProvider<Trail> trail) {
        this.commands = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        this.runtime = engine.getRuntimeService();
        this.management = engine.getManagementService();
        this.calls = calls;
        this.clock = clock;
        this.trail = Trail.of(trail);
    }

    @Override
    public void together(Runnable calls) {
        EngineCalls.run(() -> commands.execute(command -> {
            calls.run();
            return null;
        }));
    }

    @Override
    public void start(Consultation booked) {
        try (Trail.Step step = trail.step("start process", booked.id(), null)) {
            EngineCalls.run(() -> runtime.createProcessInstanceById(newestDiagram())
                    .businessKey(booked.id().toString())
                    .setVariables(ScheduleVariables.of(booked, clock.instant()))
                    .execute());
            step.note("revision", booked.schedule().revision());
        }
    }

    private String newestDiagram() {
        return newest.get(ConsultationVariables.PROCESS).orElseGet(() -> {
            String id = commands.execute(command -> command.getProcessEngineConfiguration()
                    .getDeploymentCache()
                    .findDeployedLatestProcessDefinitionByKey(ConsultationVariables.PROCESS)
                    .getId());
            newest.keep(Map.of(ConsultationVariables.PROCESS, id));
            return id;
        });
    }

    @Override
    public void accepted(Consultation consultation) {
        tell(consultation, "msg-consultation-accepted", ScheduleVariables.ofPayment(consultation, clock.instant()));
    }

    @Override
    public void declined(Consultation consultation) {
        calls.noneNeededFor(consultation.id());
        tell(consultation, "msg-consultation-declined", Map.of());
    }

    @Override
    public void paid(Consultation consultation) {
        tell(consultation, "msg-payment-received", Map.of());
    }

    @Override
    public void patientConfirmed(Consultation consultation, String via) {
        tell(consultation, "msg-patient-confirmed", Map.of(ConsultationVariables.ANSWERED_VIA, via));
    }

    @Override
    public void rescheduled(Consultation consultation) {
        calls.noneNeededFor(consultation.id());
        tell(consultation, "msg-consultation-rescheduled", ScheduleVariables.of(consultation, clock.instant()));
    }

    @Override
    public void cancelled(Consultation consultation) {
        calls.noneNeededFor(consultation.id());
        tell(consultation, "msg-consultation-cancelled", Map.of());
    }

    @Override
    public void sessionEnded(Consultation consultation) {
        tell(consultation, "msg-session-ended", Map.of());
    }

    private void tell(Consultation consultation, String message, Map<String, Object> variables) {
        try (Trail.Step step = trail.step("tell process", consultation.id(), null)) {
            step.note("message", message);
            correlate(consultation, message, variables);
        }
    }

    private void correlate(Consultation consultation, String message, Map<String, Object> variables) {
        EngineCalls.run(() -> {
            ProcessInstance instance = runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(consultation.id().toString(), ConsultationVariables.PROCESS)
                    .singleResult();
            if (instance == null) {
                throw new IllegalStateException(
                        "consultation " + consultation.id() + " has no running process that could be told " + message);
            }
            // the engine would say that nobody waits for the message
            if (instance.isSuspended()) {
                throw new ProcessSuspendedException();
            }
            if (runtime.createEventSubscriptionQuery()
                            .processInstanceId(instance.getId())
                            .eventType("message")
                            .eventName(message)
                            .count()
                    == 0) {
                throw unheard(consultation, message, instance);
            }
            runtime.createMessageCorrelation(message)
                    .processInstanceId(instance.getId())
                    .setVariables(variables)
                    .correlate();
        });
    }

    private RuntimeException unheard(Consultation consultation, String message, ProcessInstance instance) {
        String place = "the process of consultation " + consultation.id();
        // the token is between two places: when the command is tried again, it may have come to where it listens
        if (management
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .active()
                        .executable()
                        .count()
                > 0) {
            return new OptimisticLockingFailureException(place + " is not yet where it can be told " + message);
        }
        // or its next step was made while the steps of the process were suspended
        if (management
                        .createJobQuery()
                        .processInstanceId(instance.getId())
                        .suspended()
                        .messages()
                        .count()
                > 0) {
            return new ProcessSuspendedException();
        }
        return new IllegalStateException(place + " is not where it can be told " + message);
    }
}
