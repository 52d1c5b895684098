package org.consultflow.lifecycle.plan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.delivery.Chains;
import org.consultflow.lifecycle.deployment.EngineOnPostgres;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.mockito.Mockito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DecisionTableReminderPlanTest {

    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    private static final Instant START = Instant.parse("2026-12-03T09:30:00Z");
    private static EngineOnPostgres engine;

    private ConsultationType type = ConsultationType.VIDEO;
    private DecisionTableReminderPlan plan;

    @BeforeAll
    static void start() {
        engine = new EngineOnPostgres();
    }

    @AfterAll
    static void stop() throws Exception {
        engine.close();
    }

    @BeforeEach
    void deploy() {
        plan = PlanFixtures.plan(engine.engine(), () -> type, Clock.fixed(NOW, ZoneOffset.UTC));
        engine.deployShipped();
    }

    @AfterEach
    void undeploy() {
        engine.engine().getIdentityService().clearAuthentication();
        engine.engine().getProcessEngineConfiguration().setAuthorizationEnabled(false);
        engine.undeploy();
    }

    @Test
    void a_video_consultation_gets_three_reminders_the_earliest_first() {
        assertThat(plan.remindersFor(ConsultationType.VIDEO))
                .containsExactly(
                        new PlannedReminder(
                                "reminder-24h",
                                Duration.ofHours(24),
                                Chains.parse("email | whatsapp > sms"),
                                Duration.ofHours(2)),
                        new PlannedReminder(
                                "reminder-1h",
                                Duration.ofHours(1),
                                Chains.parse("whatsapp > sms"),
                                Duration.ofMinutes(10)),
                        new PlannedReminder(
                                "reminder-15min",
                                Duration.ofMinutes(15),
                                Chains.parse("email | whatsapp > sms"),
                                Duration.ZERO));
    }

    @ParameterizedTest
    @EnumSource(
            value = ConsultationType.class,
            names = {"IN_PERSON", "VOICE", "SMS"})
    void without_a_video_room_there_is_no_reminder_of_its_link(ConsultationType without) {
        assertThat(names(without)).containsExactly("reminder-24h", "reminder-1h");
    }

    @Test
    void a_hybrid_consultation_gets_the_link_too() {
        assertThat(names(ConsultationType.HYBRID)).containsExactly("reminder-24h", "reminder-1h", "reminder-15min");
    }

    @Test
    void a_plan_that_is_deployed_later_counts_at_once_without_a_restart() {
        names(ConsultationType.VIDEO);
        engine.deploy(Map.of(
                "reminder-plan.dmn",
                EngineOnPostgres.shipped("reminder-plan.dmn").replace("\"PT24H\"", "\"PT26H\"")));
        assertThat(plan.remindersFor(ConsultationType.VIDEO))
                .extracting(PlannedReminder::offset)
                .startsWith(Duration.ofHours(26));
    }

    @Test
    void the_engine_s_history_gets_one_entry_a_version_and_type_however_often_it_is_asked() {
        names(ConsultationType.VIDEO);
        names(ConsultationType.VIDEO);
        names(ConsultationType.VOICE);
        assertThat(engine.engine()
                        .getHistoryService()
                        .createHistoricDecisionInstanceQuery()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void who_asks_needs_no_rights_in_the_engine() {
        engine.engine().getProcessEngineConfiguration().setAuthorizationEnabled(true);
        engine.engine().getIdentityService().setAuthentication("integrator", List.of());
        assertThat(names(ConsultationType.VIDEO)).hasSize(3);
    }

    @Test
    void a_timer_is_due_its_row_s_offset_before_the_start() {
        assertThat(plan.dueDate(execution(), "reminder-1h")).isEqualTo(Date.from(START.minus(Duration.ofHours(1))));
    }

    @Test
    void a_timer_whose_row_is_not_for_the_type_is_due_in_the_past() {
        type = ConsultationType.VOICE;
        assertThat(plan.dueDate(execution(), "reminder-15min")).isBefore(Date.from(NOW));
    }

    @Test
    void without_a_plan_the_engine_says_so() {
        engine.undeploy();
        assertThatThrownBy(() -> names(ConsultationType.VIDEO)).hasMessageContaining("reminder-plan");
    }

    private List<String> names(ConsultationType of) {
        return plan.remindersFor(of).stream().map(PlannedReminder::name).toList();
    }

    private static DelegateExecution execution() {
        DelegateExecution execution = Mockito.mock(DelegateExecution.class);
        Mockito.when(execution.getVariable("consultationId")).thenReturn("7b1c6f0e-5b0e-4c55-9d3b-0f2f7f6a0001");
        Mockito.when(execution.getVariable("startsAt")).thenReturn(Date.from(START));
        return execution;
    }
}
