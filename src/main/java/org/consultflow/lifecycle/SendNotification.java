package org.consultflow.lifecycle;

import java.util.UUID;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.consultflow.notification.Notifications;
import org.consultflow.telemetry.Trail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells somebody something; which and whom stands in the task's input parameters {@code kind} and {@code audience}. */
@ProcessBean
@Component("sendNotification")
class SendNotification implements JavaDelegate {

    static final String KIND = "kind";
    static final String AUDIENCE = "audience";

    private final Notifications notifications;
    private final Trail trail;

    SendNotification(Notifications notifications, ObjectProvider<Trail> trail) {
        this.notifications = notifications;
        this.trail = Trail.of(trail);
    }

    @Override
    public void execute(DelegateExecution execution) {
        ConsultationVariables variables = ConsultationVariables.of(execution);
        UUID consultationId = variables.consultationId();
        String kind = variables.input(KIND);
        String audience = variables.input(AUDIENCE);
        try (Trail.Step step = trail.step("request notification", consultationId, null)) {
            step.note("kind", kind);
            step.note("audience", audience);
            notifications.tell(consultationId, kind, audience);
        }
    }
}
