package org.consultflow.voice;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.SessionEvidence;
import org.consultflow.voice.CallStore.Call;
import org.springframework.stereotype.Component;

/**
 * Says how a visit went from its calls.
 *
 * <ul>
 *   <li>COMPLETED: both were in one conference at one time.
 *   <li>NO_SHOW, of a visit by phone only: in a call in which the provider was there, the patient was rung as often as is
 *       configured, and each time the provider of calls said itself that nobody took it.
 *   <li>UNKNOWN: everything else.
 * </ul>
 */
@Component
class VoiceEvidence implements SessionEvidence {

    private final CallStore calls;
    private final VoiceSettings settings;

    VoiceEvidence(CallStore calls, VoiceSettings settings) {
        this.calls = calls;
        this.settings = settings;
    }

    @Override
    public ConsultationStatus outcomeOf(Consultation consultation) {
        List<Call> made = calls.callsOf(consultation.id());
        if (made.stream().anyMatch(call -> Conversation.tookPlace(call.legs()))) {
            return ConsultationStatus.COMPLETED;
        }
        boolean noShow = consultation.type() == ConsultationType.VOICE
                && !speaksForPatient(consultation)
                && made.stream().anyMatch(this::rangInVain);
        return noShow ? ConsultationStatus.NO_SHOW : ConsultationStatus.UNKNOWN;
    }

    /** Whether the patient took a call, or may have: whatever became of it. */
    @Override
    public boolean speaksForPatient(Consultation consultation) {
        return calls.callsOf(consultation.id()).stream()
                .flatMap(call -> call.legs().stream())
                .anyMatch(leg -> leg.participant() == Party.PATIENT
                        && leg.state() != LegState.DUE
                        && (leg.joined() || !leg.state().notTaken()));
    }

    @Override
    public Optional<String> medium() {
        return Optional.of("voice");
    }

    /** Of who has not hung up nothing is reckoned. */
    @Override
    public Duration together(Consultation consultation, Instant now) {
        return calls.callsOf(consultation.id()).stream()
                .map(call -> Conversation.length(call.legs()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private boolean rangInVain(Call call) {
        boolean providerThere =
                call.legs().stream().anyMatch(leg -> leg.participant() == Party.PROVIDER && leg.joined());
        long inVain = call.legs().stream()
                .filter(leg -> leg.participant() == Party.PATIENT && leg.state().notTaken())
                .count();
        return providerThere && inVain >= settings.tries();
    }
}
