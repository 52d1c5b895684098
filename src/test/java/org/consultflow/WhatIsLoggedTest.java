package org.consultflow;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceLog;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** Everything that is logged over whole visits, refused requests and failing providers: nobody is named. */
@ServiceTest
class WhatIsLoggedTest {

    private static final String REASON = "because of the Exampleitis";

    @Autowired
    Clinic clinic;

    @Autowired
    ServiceLog log;

    @Test
    void nobody_is_named_whatever_happens_to_a_visit() {
        BookedConsultation visited = clinic.aBookedConsultation(Clinic.requiringAcceptance(), Clinic.toBePaid());
        visited.when("accept").when("confirm-payment");
        BookedConsultation inPerson = clinic.aBookedConsultation(Clinic.inPerson());
        BookedConsultation cancelled = clinic.aBookedConsultation();
        BookedConsultation unreachable = clinic.aBookedConsultation(Clinic.withoutEmail());
        clinic.faultFor(unreachable, Channel.WHATSAPP, FaultKind.REFUSED, null);
        clinic.faultFor(unreachable, Channel.SMS, FaultKind.DROPPED, 1);
        clinic.faultFor(inPerson, Channel.WHATSAPP, FaultKind.UNAVAILABLE, 2);
        ObjectNode why = clinic.json().createObjectNode().put("by", "patient").put("reason", REASON);
        cancelled.when("cancel", why).thenMayNot("cancel", why);
        visited.whenRescheduledTo(visited.start().plusSeconds(3600));
        isRefused(booking -> ((ObjectNode) booking.get("patient")).put("phone", "not the number of Examplewoman"));
        isRefused(booking -> booking.put("start", "when Patience Examplewoman comes"));
        isRefused(booking -> booking.put("Patience Examplewoman", "a field of this name"));
        clinic.get("/join/a-link-of-Examplewoman");
        clinic.whenTimePasses("PT30H");

        visited.thenStatusIs("unknown");
        assertThat(log.text()).contains("ConsultFlow is ready");
        List<String> secrets = new ArrayList<>(List.of("Examplewoman", "Example Street", "Exampleitis"));
        List.of(visited, inPerson, cancelled, unreachable).forEach(patient -> secrets.addAll(patient.secrets()));
        assertThat(secrets).allSatisfy(secret -> assertThat(log.text()).doesNotContain(secret));
    }

    private void isRefused(Consumer<ObjectNode> mistake) {
        ObjectNode booking = clinic.aBooking();
        mistake.accept(booking);
        assertThat(clinic.post("/api/consultations", booking).statusCode()).isEqualTo(400);
    }
}
