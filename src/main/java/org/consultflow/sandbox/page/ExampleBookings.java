package org.consultflow.sandbox.page;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.people.People;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Writes bookings as an integrator would, with people who do not exist. */
@Component
@ConditionalOnProperty("consultflow.sandbox.page")
class ExampleBookings {

    private static final Duration USUAL_WAIT = Duration.ofHours(26);
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);
    private static final long FULL_MINUTES = 5;

    private final Clock clock;
    private final Consultations consultations;
    private final People people;
    private final String publicUrl;

    ExampleBookings(
            Clock clock,
            Consultations consultations,
            People people,
            @Value("${consultflow.public-url}") String publicUrl) {
        this.clock = clock;
        this.consultations = consultations;
        this.people = people;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /**
     * What the page asks for; each may be null.
     *
     * @param type word of the consultation's type; {@code video} by default
     * @param inHours hours until the start, by the service's clock; 26 by default
     * @param locale {@code en} by default, or {@code es}
     */
    record Wish(String type, BigDecimal inHours, String locale, Boolean requiresAcceptance, Boolean paymentRequired) {}

    /** @return a booking as in the API's description, with a patient of its own */
    ObjectNode booking(Wish wish) {
        String locale = wish.locale() == null ? "en" : wish.locale();
        if (!ExamplePeople.locales().contains(locale)) {
            throw new InvalidRequestException("locale", "must be en or es");
        }
        List<Consultation> latest = consultations.latest(ExamplePeople.phones() - 1);
        String reference = UUID.randomUUID().toString().substring(0, 8);
        ObjectNode booking = JsonNodeFactory.instance.objectNode();
        booking.put("consultationType", wish.type() == null ? "video" : wish.type());
        booking.put("start", start(wish.inHours()).toString());
        booking.put("timeZone", ExamplePeople.zone(locale));
        booking.put("durationMinutes", 50);
        booking.put("location", "Level 2, 1 Example Street, Melbourne");
        booking.put("requiresAcceptance", Boolean.TRUE.equals(wish.requiresAcceptance()));
        booking.putObject("patient")
                .put("reference", "example-" + reference)
                .put("name", ExamplePeople.name(locale, latest.size()))
                .put("email", "patient." + reference + "@example.com")
                .put("phone", ExamplePeople.phoneUnlike(phonesOf(latest)))
                .put("locale", locale)
                .putArray("consent")
                .add("email")
                .add("whatsapp")
                .add("sms");
        booking.putObject("provider")
                .put("reference", ExamplePeople.PROVIDER_REFERENCE)
                .put("name", ExamplePeople.PROVIDER_NAME)
                .put("email", ExamplePeople.PROVIDER_EMAIL)
                .put("phone", ExamplePeople.PROVIDER_PHONE)
                .put("photoUrl", publicUrl + "/sandbox/provider.svg");
        if (Boolean.TRUE.equals(wish.paymentRequired())) {
            booking.putObject("payment")
                    .put("required", true)
                    .put("amount", "120.00")
                    .put("currency", "AUD");
        }
        return booking;
    }

    /** @return another start, as in the API's description of rescheduling */
    ObjectNode reschedule(BigDecimal inHours) {
        return JsonNodeFactory.instance.objectNode().put("start", start(inHours).toString());
    }

    private Instant start(BigDecimal inHours) {
        Duration wait = USUAL_WAIT;
        if (inHours != null) {
            if (inHours.signum() <= 0 || inHours.compareTo(BigDecimal.valueOf(LONGEST_WAIT.toHours())) > 0) {
                throw new InvalidRequestException("inHours", "must be more than 0 and at most 8760");
            }
            wait = Duration.ofSeconds(inHours.multiply(BigDecimal.valueOf(3600)).longValue());
        }
        long step = Duration.ofMinutes(FULL_MINUTES).toSeconds();
        long earliest = clock.instant().plus(wait).getEpochSecond();
        return Instant.ofEpochSecond(Math.floorDiv(earliest + step - 1, step) * step);
    }

    private Set<String> phonesOf(List<Consultation> taken) {
        return taken.stream()
                .map(consultation -> people.get(consultation.patientId()).phone())
                .filter(phone -> phone != null)
                .collect(Collectors.toSet());
    }
}
