package org.consultflow.notification;

import java.util.Set;

import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.notification.KindRule.Until;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class KindRuleTest {

    private static final Chains CALM = Chains.parse("email > sms");
    private static final Chains URGENT = Chains.parse("email | sms");

    private final Example example = new Example();

    @ParameterizedTest
    @CsvSource({
        "CONFIRMED, ",
        "REQUESTED, SUPERSEDED",
        "IN_SESSION, SUPERSEDED",
        "COMPLETED, SUPERSEDED",
        "CANCELLED, CANCELLED",
        "DECLINED, CANCELLED"
    })
    void a_reminder_is_true_while_the_visit_is_confirmed(ConsultationStatus status, WholeChain objection) {
        example.status = status;
        assertThat(rule(Set.of(ConsultationStatus.CONFIRMED), false).objection(example.consultation(), 1))
                .isEqualTo(objection);
    }

    @Test
    void a_cancellation_notice_needs_a_cancelled_consultation() {
        KindRule cancelled = rule(Set.of(ConsultationStatus.CANCELLED), false);
        assertThat(cancelled.objection(example.consultation(), 1)).isEqualTo(WholeChain.SUPERSEDED);
        example.status = ConsultationStatus.CANCELLED;
        assertThat(cancelled.objection(example.consultation(), 1)).isNull();
    }

    @Test
    void what_speaks_of_an_earlier_time_is_superseded_unless_it_says_nothing_of_the_time() {
        example.revision = 2;
        Set<ConsultationStatus> confirmed = Set.of(ConsultationStatus.CONFIRMED);
        assertThat(rule(confirmed, false).objection(example.consultation(), 1)).isEqualTo(WholeChain.SUPERSEDED);
        assertThat(rule(confirmed, true).objection(example.consultation(), 1)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "START, 2026-12-01T22:00:00Z",
        "END, 2026-12-01T22:50:00Z",
        "WEEK_AFTER_END, 2026-12-08T22:50:00Z",
        "ACCEPTANCE_DUE, 2026-11-29T20:00:00Z",
        "PAYMENT_DUE, 2026-11-30T06:00:00Z"
    })
    void each_kind_has_a_moment_after_which_it_is_of_no_use(Until until, String deadline) {
        KindRule rule = new KindRule(Set.of(), false, until, CALM, CALM, null, true);
        assertThat(rule.deadline(example.consultation())).isEqualTo(deadline);
    }

    @Test
    void a_patient_is_told_by_all_channels_at_once_when_somebody_else_calls_off_what_is_near() {
        KindRule rule = rule(Set.of(), false);
        assertThat(rule.patientChains(example.consultation(), false, Example.before(23)))
                .isEqualTo(URGENT);
        assertThat(rule.patientChains(example.consultation(), false, Example.before(25)))
                .isEqualTo(CALM);
        assertThat(rule.patientChains(example.consultation(), true, Example.before(23)))
                .isEqualTo(CALM);
    }

    private static KindRule rule(Set<ConsultationStatus> trueWhile, boolean everyRevision) {
        return new KindRule(trueWhile, everyRevision, Until.START, CALM, CALM, URGENT, true);
    }
}
