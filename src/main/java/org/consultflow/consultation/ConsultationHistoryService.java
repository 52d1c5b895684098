package org.consultflow.consultation;

import java.time.Clock;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps events in the consultation's history, in the transaction of what caused them. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class ConsultationHistoryService implements ConsultationHistory {

    private final ConsultationStore store;
    private final Clock clock;

    ConsultationHistoryService(ConsultationStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    // an unknown consultation is the caller's affair: its transaction may go on
    @Override
    @Transactional(propagation = Propagation.MANDATORY, noRollbackFor = ConsultationNotFoundException.class)
    public Consultation lock(UUID consultationId) {
        return store.lock(consultationId);
    }

    @Override
    public void record(UUID consultationId, String event, Party party, String detail) {
        store.lock(consultationId);
        store.addEvent(consultationId, clock.instant(), event, party, detail);
    }
}
