package org.consultflow.lifecycle.plan;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.camunda.bpm.engine.DecisionService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.consultflow.bulk.ReadAhead;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Consultations;
import org.consultflow.lifecycle.ProcessBean;
import org.consultflow.notification.ReminderPlan;
import org.consultflow.notification.ReminderTimes;
import org.springframework.stereotype.Component;

/**
 * The reminder plan by the decision table that was deployed last, whoever deployed it. Public because the diagram's
 * expressions call it by the name {@code reminderPlan}.
 */
@ProcessBean
@Component("reminderPlan")
public class DecisionTableReminderPlan implements ReminderPlan {

    // A table answers the same for the same type as long as it is the same version: asking once keeps the engine's
    // decision history to one entry a version and type, instead of three a booking.
    private final Map<Question, List<PlannedReminder>> answers = new ConcurrentHashMap<>();
    // which version is the newest is asked once a transaction: many timers run in one
    private final ReadAhead<String, String> newest = new ReadAhead<>();

    private final CommandExecutor commands;
    private final DecisionService decisions;
    private final Consultations consultations;
    private final ReminderTimes times;
    private final Clock clock;

    DecisionTableReminderPlan(ProcessEngine engine, Consultations consultations, ReminderTimes times, Clock clock) {
        this.commands = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                .getCommandExecutorTxRequired();
        this.decisions = engine.getDecisionService();
        this.consultations = consultations;
        this.times = times;
        this.clock = clock;
    }

    /**
     * {@inheritDoc}
     *
     * @throws org.camunda.bpm.engine.ProcessEngineException if no reminder plan is deployed
     * @throws IllegalArgumentException if a row of it cannot be read; the deployment refuses such a plan
     */
    @Override
    public List<PlannedReminder> remindersFor(ConsultationType type) {
        // Whoever books need not be allowed to evaluate decisions in the engine.
        List<PlannedReminder> known = newest.get(PlanRow.DECISION)
                .map(definitionId -> answers.get(new Question(definitionId, type)))
                .orElse(null);
        return known != null
                ? known
                : commands.execute(context -> context.runWithoutAuthorization(() -> answer(context, type)));
    }

    /**
     * When a reminder is due; asked by the timers of the process.
     *
     * @param execution an execution with the variables {@code consultationId} and {@code startsAt}
     * @param row the name of a row of the plan
     * @return as {@link ReminderTimes} says; a moment that is past if the plan has no such row for the consultation's
     *     type, because a timer cannot be left out, and one that is past is suppressed by notification with its reason
     */
    public Date dueDate(DelegateExecution execution, String row) {
        UUID consultationId = UUID.fromString((String) execution.getVariable("consultationId"));
        Date startsAt = (Date) execution.getVariable("startsAt");
        Consultation consultation = consultations.get(consultationId);
        return remindersFor(consultation.type()).stream()
                .filter(reminder -> reminder.name().equals(row))
                .findFirst()
                .map(reminder -> Date.from(times.dueAt(consultation, startsAt.toInstant(), reminder)))
                .orElseGet(() -> Date.from(clock.instant().minus(Duration.ofDays(1))));
    }

    private List<PlannedReminder> answer(CommandContext context, ConsultationType type) {
        String definitionId = context.getProcessEngineConfiguration()
                .getDeploymentCache()
                .findDeployedLatestDecisionDefinitionByKey(PlanRow.DECISION)
                .getId();
        newest.keep(Map.of(PlanRow.DECISION, definitionId));
        return answers.computeIfAbsent(new Question(definitionId, type), this::evaluate);
    }

    private List<PlannedReminder> evaluate(Question question) {
        return decisions
                .evaluateDecisionTableById(question.definitionId())
                .variables(Map.of(PlanRow.INPUT, question.type().word()))
                .evaluate()
                .getResultList()
                .stream()
                .map(DecisionTableReminderPlan::row)
                .map(PlanRow::read)
                .sorted(Comparator.comparing(PlannedReminder::offset).reversed())
                .toList();
    }

    private static PlanRow row(Map<String, Object> cells) {
        return new PlanRow(
                (String) cells.get(PlanRow.REMINDER),
                (String) cells.get(PlanRow.OFFSET),
                (String) cells.get(PlanRow.CHAINS),
                (String) cells.get(PlanRow.LATEST_USEFUL));
    }

    private record Question(String definitionId, ConsultationType type) {}
}
