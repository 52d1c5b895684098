package org.consultflow.sandbox.page;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.consultflow.consultation.ProcessPositions.ProcessPosition;
import org.consultflow.notification.TimelineEntry;
import org.consultflow.sandbox.faults.Fault;

/**
 * All that the page shows.
 *
 * @param clock the service's clock
 * @param faults what is to go wrong
 * @param consultations the newest, last booked first
 * @param selected the one that is looked at, or null
 * @param phone what the stand-in took for the selected patient's number since the booking, and what the patient wrote,
 *     oldest first
 * @param mails what the stand-in took for the selected consultation's people since the booking, newest first
 * @param standIns which stand-ins are in use
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record SandboxState(
        ClockState clock,
        List<Fault> faults,
        List<ConsultationSummary> consultations,
        Selected selected,
        List<PhoneMessage> phone,
        List<MailSummary> mails,
        List<String> standIns) {

    /**
     * The clock.
     *
     * @param nextDue when something falls due next; null if nothing does, or if the clock cannot be moved
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record ClockState(Instant now, boolean adjustable, boolean moving, Instant nextDue) {}

    /**
     * @param process where the process stands; null if there is none
     * @param joinLinks by participant; empty if the visit has no video room
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Selected(
            ConsultationSummary consultation,
            List<TimelineEntry> timeline,
            ProcessPosition process,
            Map<String, URI> joinLinks) {

        @Override
        public String toString() {
            return "Selected[" + consultation + "]";
        }
    }

    /**
     * @param status Twilio's word; {@code received} is what the patient wrote
     * @param at by the service's clock
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PhoneMessage(
            String sid, String channel, String to, String body, String status, Integer errorCode, Instant at) {

        @Override
        public String toString() {
            return "PhoneMessage[" + sid + "]";
        }
    }

    /** @param at by the service's clock */
    record MailSummary(UUID id, String to, String role, String subject, Instant at, boolean hasCalendar) {

        @Override
        public String toString() {
            return "MailSummary[" + id + "]";
        }
    }
}
