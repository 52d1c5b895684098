package org.consultflow.consultation;

import java.time.Clock;
import java.util.UUID;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps calls in the consultation's history, in the transaction that completes their task. */
@Service
@Transactional(propagation = Propagation.MANDATORY)
class CallRecordService implements CallRecord {

    private final ConsultationStore store;
    private final Clock clock;

    CallRecordService(ConsultationStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void recordCall(UUID consultationId, boolean reached, String byUser) {
        store.lock(consultationId);
        String detail = (reached ? "reached" : "not reached") + ", by " + byUser;
        store.addEvent(consultationId, clock.instant(), "call-made", Party.CLINIC, detail);
    }
}
