package org.consultflow.sandbox.page;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.people.People;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The patient's phone writes back, through the stand-in for Twilio. */
@Hidden
@RestController
@ConditionalOnProperty("consultflow.sandbox.page")
class SandboxReplyController {

    private static final int LONGEST = 1600;

    private final Consultations consultations;
    private final People people;
    private final ObjectProvider<SandboxTwilio> twilio;

    SandboxReplyController(Consultations consultations, People people, ObjectProvider<SandboxTwilio> twilio) {
        this.consultations = consultations;
        this.people = people;
        this.twilio = twilio;
    }

    /** What the patient writes. @param channel {@code sms} or {@code whatsapp} */
    record Reply(String channel, String text) {

        @Override
        public String toString() {
            return "Reply[" + channel + "]";
        }
    }

    @PostMapping("/sandbox/consultations/{id}/reply")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reply(@PathVariable UUID id, @RequestBody Reply reply) {
        if (!"sms".equals(reply.channel()) && !"whatsapp".equals(reply.channel())) {
            throw new InvalidRequestException("channel", "must be sms or whatsapp");
        }
        if (reply.text() == null || reply.text().isBlank() || reply.text().length() > LONGEST) {
            throw new InvalidRequestException("text", "must have 1 to 1600 characters");
        }
        String number = people.get(consultations.get(id).patientId()).phone();
        SandboxTwilio standIn = twilio.getIfAvailable();
        if (number == null || standIn == null) {
            throw new StateConflictException("there is no phone here that could write");
        }
        standIn.write(number, reply.channel(), reply.text());
    }
}
