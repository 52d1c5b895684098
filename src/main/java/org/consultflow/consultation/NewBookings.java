package org.consultflow.consultation;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.consultflow.bulk.TimeOrderedIds;
import org.consultflow.people.People;
import org.consultflow.people.Role;
import org.consultflow.telemetry.Trail;
import org.springframework.stereotype.Component;

/**
 * Takes bookings in the present transaction: what was booked, who takes part and the processes stand or fall together. Several
 * cost few statements more than one.
 */
@Component
class NewBookings {

    private final ConsultationStore store;
    private final People people;
    private final ConsultationProcess process;
    private final ConsultationMeters meters;
    private final Clock clock;

    NewBookings(
            ConsultationStore store,
            People people,
            ConsultationProcess process,
            ConsultationMeters meters,
            Clock clock) {
        this.store = store;
        this.people = people;
        this.process = process;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * @param bookings of different patients and with different keys
     * @return the consultations as they stand when their processes have begun
     */
    List<Consultation> take(List<NewBooking> bookings) {
        Instant now = clock.instant();
        List<Map<Role, UUID>> people = this.people.register(
                bookings.stream().map(NewBooking::participants).toList());
        List<Consultation> booked = new ArrayList<>();
        for (int index = 0; index < bookings.size(); index++) {
            booked.add(insert(bookings.get(index), people.get(index), now));
        }
        process.together(() -> {
            for (int index = 0; index < bookings.size(); index++) {
                start(booked.get(index), bookings.get(index).origin());
            }
        });
        booked.forEach(meters::booked);
        return booked.stream().map(Consultation::id).map(store::get).toList();
    }

    private void start(Consultation consultation, Trail.Origin origin) {
        try (Trail.Resumed caller = origin.resume()) {
            process.start(consultation);
        }
    }

    private Consultation insert(NewBooking it, Map<Role, UUID> people, Instant now) {
        Booking booking = it.booking();
        Consultation consultation = new Consultation(
                TimeOrderedIds.next(),
                booking.type(),
                ConsultationStatus.REQUESTED,
                booking.schedule(),
                people.get(Role.PATIENT),
                people.get(Role.PROVIDER),
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
        if (it.key() != null) {
            store.keepRequest(it.key(), it.hash(), consultation.id());
        }
        store.addEvent(consultation.id(), now, "booked", null, null);
        return consultation;
    }
}
