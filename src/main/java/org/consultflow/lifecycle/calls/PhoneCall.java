package org.consultflow.lifecycle.calls;

import java.time.Instant;

import org.consultflow.consultation.Schedule;
import org.consultflow.people.Person;

/**
 * A call that somebody is asked to make, opened for who makes it. Never logged, never given to the engine.
 *
 * @param taskId the engine's task
 * @param person whom to phone
 * @param schedule of the consultation it is about, as it stands
 * @param kind what the message was to tell, such as {@code reminder-24h}
 * @param reason why it did not arrive: a code word such as {@code failed-63024}
 * @param dueAt when the call stops to be of use
 */
record PhoneCall(String taskId, Person person, Schedule schedule, String kind, String reason, Instant dueAt) {

    @Override
    public String toString() {
        return "PhoneCall[" + taskId + "]";
    }
}
