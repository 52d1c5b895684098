package org.consultflow.consultation;

import java.util.ArrayList;
import java.util.List;

/** A consultation that the present transaction books: nobody else can see it yet, and so nothing of it is locked or read. */
final class NewConsultation {

    private Consultation consultation;
    private String idempotencyKey;
    private String bodyHash;
    private final List<ConsultationEvent> history = new ArrayList<>();

    NewConsultation(Consultation consultation) {
        this.consultation = consultation;
    }

    Consultation consultation() {
        return consultation;
    }

    void changeTo(Consultation changed) {
        consultation = changed;
    }

    void keepRequest(String key, String hash) {
        idempotencyKey = key;
        bodyHash = hash;
    }

    /** Null if the caller chose none. */
    String idempotencyKey() {
        return idempotencyKey;
    }

    String bodyHash() {
        return bodyHash;
    }

    void addEvent(ConsultationEvent event) {
        history.add(event);
    }

    List<ConsultationEvent> history() {
        return List.copyOf(history);
    }
}
