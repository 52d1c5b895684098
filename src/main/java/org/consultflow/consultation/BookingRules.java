package org.consultflow.consultation;

import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.consultflow.consultation.BookingRequest.PatientRequest;
import org.consultflow.consultation.BookingRequest.PaymentRequest;
import org.consultflow.consultation.BookingRequest.ProviderRequest;
import org.consultflow.people.Person;
import org.consultflow.people.PersonDetails;

/**
 * What a booking has to be, beyond the form of its fields. Plain rules: request and moment in, booking or violations out.
 */
final class BookingRules {

    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Locale DEFAULT_LOCALE = Locale.ENGLISH;

    private BookingRules() {}

    /**
     * @param now by the adjustable clock
     * @throws InvalidRequestException naming each field and the rule it breaks
     */
    static Booking check(BookingRequest request, Instant now) {
        Rules rules = new Rules();
        ConsultationType type = ConsultationType.of(request.consultationType()).orElse(null);
        rules.require(type != null, "consultationType", "must be one of video, in-person, hybrid, voice, sms");
        Schedule schedule = rules.schedule(request.start(), request.timeZone(), request.durationMinutes(), now);
        PersonDetails patient = patient(request.patient(), rules);
        PersonDetails provider = provider(request.provider(), rules);
        if (type == ConsultationType.VOICE) {
            String rule = "must be given for a consultation by voice";
            rules.require(patient.phone() != null, "patient.phone", rule);
            rules.require(provider.phone() != null, "provider.phone", rule);
        }
        boolean requiresAcceptance = Boolean.TRUE.equals(request.requiresAcceptance());
        Instant acceptanceDueAt = requiresAcceptance && schedule != null ? answerBy(schedule.start(), now) : null;
        PaymentTerms payment = payment(request.payment(), schedule, acceptanceDueAt, now, rules);
        rules.throwIfBroken();
        return new Booking(
                type, schedule, patient, provider, request.location(), requiresAcceptance, acceptanceDueAt, payment);
    }

    /** A day from now, or halfway to the start, whichever comes first: whoever waits is told in time to find another. */
    static Instant answerBy(Instant start, Instant now) {
        Duration half = Duration.between(now, start).dividedBy(2);
        return now.plus(half.compareTo(LONGEST_WAIT) < 0 ? half : LONGEST_WAIT);
    }

    /** As {@link #answerBy}, counted from when the provider has to have answered: before that nobody asks for payment. */
    static Instant payBy(Instant start, Instant acceptanceDueAt, Instant now) {
        return answerBy(start, acceptanceDueAt == null ? now : acceptanceDueAt);
    }

    private static PersonDetails patient(PatientRequest patient, Rules rules) {
        String phone = rules.phone(patient.phone(), "patient.phone");
        String email = blankToNull(patient.email());
        rules.require(email != null || phone != null, "patient", "needs an email or a phone");
        return new PersonDetails(
                patient.reference(),
                patient.name().strip(),
                email,
                phone,
                rules.locale(patient.locale(), "patient.locale", DEFAULT_LOCALE),
                consent(patient.consent(), email, phone),
                patient.consent() == null,
                null);
    }

    private static Set<String> consent(List<String> given, String email, String phone) {
        Set<String> consent = new LinkedHashSet<>();
        if (given != null) {
            consent.addAll(given);
        } else {
            // WhatsApp asks businesses for an explicit opt-in: it is never assumed
            // https://developers.facebook.com/docs/whatsapp/overview/getting-opt-in
            if (email != null) {
                consent.add(Person.EMAIL);
            }
            if (phone != null) {
                consent.add("sms");
            }
        }
        return consent;
    }

    private static PersonDetails provider(ProviderRequest provider, Rules rules) {
        String phone = rules.phone(provider.phone(), "provider.phone");
        String email = blankToNull(provider.email());
        rules.require(email != null || phone != null, "provider", "needs an email or a phone");
        return new PersonDetails(
                provider.reference(),
                provider.name().strip(),
                email,
                phone,
                rules.locale(provider.locale(), "provider.locale", DEFAULT_LOCALE),
                Set.of(),
                false,
                rules.webAddress(provider.photoUrl(), "provider.photoUrl"));
    }

    private static PaymentTerms payment(
            PaymentRequest payment, Schedule schedule, Instant acceptanceDueAt, Instant now, Rules rules) {
        if (payment == null || !Boolean.TRUE.equals(payment.required())) {
            return null;
        }
        rules.require(payment.amount() != null, "payment.amount", "must be given when payment is required");
        Currency currency = rules.currency(payment.currency(), "payment.currency");
        Instant dueBy = rules.instant(payment.dueBy(), "payment.dueBy");
        if (schedule == null) {
            return null;
        }
        if (dueBy == null) {
            dueBy = payBy(schedule.start(), acceptanceDueAt, now);
        }
        rules.require(
                dueBy.isAfter(now) && !dueBy.isAfter(schedule.start()),
                "payment.dueBy",
                "must be in the future and not after the start");
        return new PaymentTerms(payment.amount(), currency, dueBy);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
