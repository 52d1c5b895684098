package org.consultflow.consultation;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import org.consultflow.consultation.ConsultationStore.EarlierRequest;
import org.consultflow.crypto.Vault;
import org.consultflow.telemetry.Trail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Takes bookings, each once: what was booked, who takes part and the process stand or fall together. */
@Component
class Bookings {

    private final ConsultationStore store;
    private final NewBookings news;
    private final BookingLanes lanes;
    private final CommandTransactions transactions;
    private final RequestReader requests;
    private final Vault vault;
    private final ObjectMapper canonical;
    private final Clock clock;
    private final Trail trail;

    Bookings(
            ConsultationStore store,
            NewBookings news,
            BookingLanes lanes,
            CommandTransactions transactions,
            RequestReader requests,
            Vault vault,
            ObjectMapper json,
            Clock clock,
            ObjectProvider<Trail> trail) {
        this.store = store;
        this.news = news;
        this.lanes = lanes;
        this.transactions = transactions;
        this.requests = requests;
        this.vault = vault;
        this.canonical = json.copy().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
        this.clock = clock;
        this.trail = Trail.of(trail);
    }

    /** See {@link ConsultationCommands#book(String, JsonNode, Function)}. */
    <T> T book(String idempotencyKey, JsonNode booking, Function<Consultation, T> answer) {
        if (idempotencyKey != null && (idempotencyKey.isBlank() || idempotencyKey.length() > 200)) {
            throw new InvalidRequestException("Idempotency-Key", "must be 1 to 200 characters");
        }
        String hash = vault.lookupKey("booking", canonicalText(booking));
        NewBooking checked;
        try {
            checked = new NewBooking(
                    idempotencyKey,
                    hash,
                    BookingRules.check(requests.read(booking, BookingRequest.class), clock.instant()),
                    trail.origin());
        } catch (InvalidRequestException broken) {
            // a repeated request is answered all the same: its start may have passed by now
            return transactions.run(
                    () -> answer.apply(earlier(idempotencyKey, hash).orElseThrow(() -> broken)));
        }
        Supplier<T> alone = () -> transactions.run(() -> answer.apply(earlier(idempotencyKey, hash)
                .orElseGet(() -> news.take(List.of(checked)).get(0))));
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? alone.get()
                : lanes.book(new WaitingBooking<>(checked, answer, alone));
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

    private String canonicalText(JsonNode booking) {
        try {
            return canonical.writeValueAsString(canonical.convertValue(booking, Object.class));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new InvalidRequestException("body", "is not valid JSON");
        }
    }
}
