package org.consultflow.notification;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.consultflow.consultation.ConsultationType;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Courier;
import org.consultflow.notification.KindSettings.KindSetting;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** A chain that names a channel which nobody sends is said at the start. */
@ExtendWith(OutputCaptureExtension.class)
class RouteCheckTest {

    private static final KindSettings KINDS = new KindSettings(Map.of(
            "reminder",
            new KindSetting(List.of(), false, null, null, "email > sms", null, null, false),
            "cancelled",
            new KindSetting(
                    List.of(), false, null, "email > telegram", "email", "email | telegram > sms", null, false)));

    @Test
    void it_names_the_channel_and_each_chain_in_one_line(CapturedOutput log) {
        check(KINDS, plan("telegram > sms"), Set.of("email", "sms")).say();

        assertThat(log.getAll().lines().filter(line -> line.contains("no route sends")))
                .singleElement()
                .asString()
                .contains(
                        "WARN",
                        "telegram (in ",
                        "consultflow.notification.kinds.cancelled.patient \"email > telegram\"",
                        "consultflow.notification.kinds.cancelled.urgent-patient \"email | telegram > sms\"",
                        "the reminder plan's reminder-24h \"telegram > sms\"")
                .doesNotContain("kinds.reminder");
    }

    @Test
    void where_every_channel_has_a_route_nothing_is_said(CapturedOutput log) {
        check(KINDS, plan("email | telegram"), Set.of("email", "sms", "telegram"))
                .say();

        assertThat(log.getAll()).doesNotContain("no route");
    }

    @Test
    void a_plan_that_can_not_be_read_does_not_stop_the_start(CapturedOutput log) {
        ReminderPlan broken = type -> {
            throw new IllegalArgumentException("a row");
        };
        check(KINDS, broken, Set.of("email", "sms", "telegram")).say();

        assertThat(log.getAll()).contains("the reminder plan cannot be read");
    }

    private static ReminderPlan plan(String chains) {
        return type -> type == ConsultationType.VIDEO
                ? List.of(new PlannedReminder(
                        "reminder-24h", Duration.ofHours(24), Chains.parse(chains), Duration.ofHours(2)))
                : List.of();
    }

    private static RouteCheck check(KindSettings kinds, ReminderPlan plan, Set<String> routes) {
        Courier courier = (Courier) Proxy.newProxyInstance(
                RouteCheckTest.class.getClassLoader(), new Class<?>[] {Courier.class}, (self, method, arguments) -> {
                    if (!method.getName().equals("channels")) {
                        throw new AssertionError("asked for something else: " + method.getName());
                    }
                    return routes;
                });
        return new RouteCheck(kinds, plan, courier);
    }
}
