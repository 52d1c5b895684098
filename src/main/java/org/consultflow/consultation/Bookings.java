package org.consultflow.consultation;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.consultation.ConsultationStore.EarlierRequest;
import org.consultflow.crypto.Vault;
import org.consultflow.people.People;
import org.consultflow.people.Role;
import org.springframework.stereotype.Component;

/** Takes bookings, each once: what was booked, who takes part and the process stand or fall together. */
@Component
class Bookings {

    private final ConsultationStore store;
    private final People people;
    private final ConsultationProcess process;
    private final CommandTransactions transactions;
    private final RequestReader requests;
    private final ConsultationMeters meters;
    private final Vault vault;
    private final ObjectMapper canonical;
    private final Clock clock;

    Bookings(
            ConsultationStore store,
            People people,
            ConsultationProcess process,
            CommandTransactions transactions,
            RequestReader requests,
            ConsultationMeters meters,
            Vault vault,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.process = process;
        this.transactions = transactions;
        this.requests = requests;
        this.meters = meters;
        this.vault = vault;
        this.canonical = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        this.clock = clock;
    }

    /** See {@link ConsultationCommands#book}. */
    Consultation book(String idempotencyKey, JsonNode booking) {
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > 200)) {
            throw new InvalidRequestException("Idempotency-Key", "must be 1 to 200 characters");
        }
        String hash = vault.lookupKey("booking", canonicalText(booking));
        // a repeated request is answered before its rules are checked: its start may have passed by now
        return transactions.run(() -> earlier(idempotencyKey, hash).orElseGet(() -> {
            Booking checked = BookingRules.check(requests.read(booking, BookingRequest.class), clock.instant());
            return bookNew(idempotencyKey, hash, checked);
        }));
    }

    private Optional<Consultation> earlier(String key, String hash) {
        return Optional.ofNullable(key).flatMap(store::earlierRequest).map(earlier -> sameBooking(earlier, hash));
    }

    private Consultation sameBooking(EarlierRequest earlier, String hash) {
        if (!earlier.bodyHash().equals(hash)) {
            throw new StateConflictException(
                    "this Idempotency-Key was used for another booking: use a new key for a new booking");
        }
        return store.get(earlier.consultationId());
    }

    private Consultation bookNew(String key, String hash, Booking booking) {
        Instant now = clock.instant();
        Map<Role, UUID> ids =
                people.register(Map.of(Role.PATIENT, booking.patient(), Role.PROVIDER, booking.provider()));
        Consultation consultation = new Consultation(
                TimeOrderedIds.next(),
                booking.type(),
                ConsultationStatus.REQUESTED,
                booking.schedule(),
                ids.get(Role.PATIENT),
                ids.get(Role.PROVIDER),
                booking.location(),
                booking.requiresAcceptance(),
                false,
                booking.acceptanceDueAt(),
                booking.paymentTerms(),
                null,
                null,
                null,
                now);
        store.insert(consultation);
        if (key != null) {
            store.keepRequest(key, hash, consultation.id());
        }
        store.addEvent(consultation.id(), now, "booked", null, null);
        process.start(consultation);
        meters.booked(consultation);
        return store.get(consultation.id());
    }

    private String canonicalText(JsonNode booking) {
        try {
            return canonical.writeValueAsString(canonical.convertValue(booking, Object.class));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new InvalidRequestException("body", "is not valid JSON");
        }
    }
}
