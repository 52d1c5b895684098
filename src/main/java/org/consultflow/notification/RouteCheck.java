package org.consultflow.notification;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.consultflow.consultation.ConsultationType;
import org.consultflow.delivery.Chains;
import org.consultflow.delivery.Courier;
import org.consultflow.notification.ReminderPlan.PlannedReminder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Says at the start which chains name a channel that no route sends. It does not stop the start: such a channel counts as
 * failed, so the next one in the chain goes, and a route file may be put in place while the service runs.
 */
@Component
class RouteCheck {

    private static final Logger LOG = LoggerFactory.getLogger(RouteCheck.class);

    private final KindSettings kinds;
    private final ReminderPlan plan;
    private final Courier courier;

    RouteCheck(KindSettings kinds, ReminderPlan plan, Courier courier) {
        this.kinds = kinds;
        this.plan = plan;
        this.courier = courier;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() {
        Map<String, Set<String>> missing = missing();
        if (!missing.isEmpty()) {
            LOG.warn(
                    "no route sends {}; messages go to the next channel of their chain",
                    missing.entrySet().stream()
                            .map(entry -> entry.getKey() + " (in " + String.join(", ", entry.getValue()) + ")")
                            .collect(Collectors.joining("; ")));
        }
    }

    /** The channels without a route, and which chains name them. */
    Map<String, Set<String>> missing() {
        Set<String> routes = courier.channels();
        Map<String, Set<String>> missing = new TreeMap<>();
        kinds.kinds().forEach((kind, setting) -> {
            String name = "consultflow.notification.kinds." + kind;
            look(setting.patient(), name + ".patient", routes, missing);
            look(setting.urgentPatient(), name + ".urgent-patient", routes, missing);
            look(setting.provider(), name + ".provider", routes, missing);
        });
        reminders().forEach(row -> look(row.chains().toString(), "the reminder plan's " + row.name(), routes, missing));
        return missing;
    }

    private List<PlannedReminder> reminders() {
        try {
            return Arrays.stream(ConsultationType.values())
                    .flatMap(type -> plan.remindersFor(type).stream())
                    .toList();
        } catch (RuntimeException noPlan) {
            LOG.warn("the reminder plan cannot be read: {}", noPlan.getClass().getName());
            return List.of();
        }
    }

    private static void look(String chains, String name, Set<String> routes, Map<String, Set<String>> missing) {
        if (chains == null) {
            return;
        }
        Chains.parse(chains).chains().stream()
                .flatMap(chain -> chain.stream())
                .filter(channel -> !routes.contains(channel))
                .forEach(channel ->
                        missing.computeIfAbsent(channel, any -> new TreeSet<>()).add(name + " \"" + chains + "\""));
    }
}
