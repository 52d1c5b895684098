package org.consultflow.lifecycle;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.consultflow.notification.Notifications;
import org.springframework.stereotype.Component;

/** Tells somebody something; which and whom stands in the task's input parameters {@code kind} and {@code audience}. */
@ProcessBean
@Component("sendNotification")
class SendNotification implements JavaDelegate {

    static final String KIND = "kind";
    static final String AUDIENCE = "audience";

    private final Notifications notifications;

    SendNotification(Notifications notifications) {
        this.notifications = notifications;
    }

    @Override
    public void execute(DelegateExecution execution) {
        ConsultationVariables variables = ConsultationVariables.of(execution);
        notifications.tell(
                variables.consultationId(),
                variables.scheduleRevision(),
                variables.input(KIND),
                variables.input(AUDIENCE));
    }
}
