package org.consultflow.voice;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationHistory;
import org.consultflow.consultation.Party;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.consultflow.people.People;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What follows from what: the provider is rung first, the patient once the provider is there, each again when nobody took it.
 * When one of them goes, the call is over. Each method is one transaction that locks the consultation first, so that callbacks
 * that come at once are taken one after the other.
 */
@Component
class VoiceDesk implements VoiceCalls, CallEvents {

    private static final LegState[] UNDER_WAY = {LegState.PLACING, LegState.RINGING, LegState.JOINED, LegState.HANG_UP};

    private final CallStore calls;
    private final ConsultationHistory history;
    private final People people;
    private final Vault vault;
    private final Audit audit;
    private final CallRules rules;
    private final VoiceSettings settings;

    VoiceDesk(
            CallStore calls,
            ConsultationHistory history,
            People people,
            Vault vault,
            Audit audit,
            CallRules rules,
            VoiceSettings settings) {
        this.calls = calls;
        this.history = history;
        this.people = people;
        this.vault = vault;
        this.audit = audit;
        this.rules = rules;
        this.settings = settings;
    }

    @Override
    @Transactional
    public void connect(UUID consultationId, String actor) {
        Consultation consultation = history.lock(consultationId);
        rules.whyNot(consultation).ifPresent(reason -> {
            throw new StateConflictException(reason);
        });
        begin(consultation, actor);
    }

    @Override
    @Transactional
    public void connectAtStart(UUID consultationId) {
        Consultation consultation = history.lock(consultationId);
        rules.whyNot(consultation)
                .ifPresentOrElse(
                        reason -> history.record(consultationId, "call-not-possible", null, reason),
                        () -> begin(consultation, "process"));
    }

    private void begin(Consultation consultation, String actor) {
        calls.open(consultation.id(), actor).ifPresent(call -> {
            calls.addLeg(call, Party.PROVIDER, 1, Duration.ZERO);
            history.record(consultation.id(), "call-placed", null, "the provider is rung first");
            audit.record(actor, "call-placed", consultation.id(), null);
        });
    }

    /** The number to ring; empty if this is nothing to be rung any more. */
    @Transactional
    public Optional<String> numberFor(UUID legId) {
        return calls.consultationOf(legId).map(history::lock).map(consultation -> {
            Leg leg = calls.leg(legId);
            return people.get(leg.participant() == Party.PATIENT ? consultation.patientId() : consultation.providerId())
                    .phone();
        });
    }

    /** The provider of calls has taken it. @return whether it is still wanted */
    @Transactional
    public boolean placed(UUID legId, String sid) {
        lockFor(legId);
        calls.learn(legId, sid, null);
        return calls.move(legId, LegState.RINGING, LegState.PLACING)
                || calls.leg(legId).state() != LegState.CANCELED;
    }

    /** Nothing was heard of it for so long that it can't have rung. */
    @Transactional
    public void lost(UUID legId) {
        UUID consultation = lockFor(legId);
        if (calls.move(legId, LegState.CANCELED, LegState.PLACING)) {
            again(consultation, calls.leg(legId), "no answer from the provider of calls");
        }
    }

    @Override
    @Transactional
    public Optional<Connection> answered(UUID legId, String sid, boolean human) {
        Optional<UUID> consultation = calls.consultationOf(legId);
        if (consultation.isEmpty()) {
            return Optional.empty();
        }
        Consultation it = history.lock(consultation.get());
        calls.learn(legId, sid, null);
        if (!human) {
            if (calls.move(legId, LegState.MACHINE, LegState.PLACING, LegState.RINGING)) {
                again(it.id(), calls.leg(legId), "a mailbox answered");
            }
            return Optional.empty();
        }
        boolean first = calls.move(legId, LegState.JOINED, LegState.PLACING, LegState.RINGING);
        Leg leg = calls.leg(legId);
        if (leg.state() != LegState.JOINED) {
            return Optional.empty();
        }
        if (first) {
            joined(it.id(), leg);
        }
        UUID person = leg.participant() == Party.PATIENT ? it.patientId() : it.providerId();
        Locale language = people.get(person).locale();
        return Optional.of(new Connection(
                "call-" + vault.lookupKey("conference", leg.callId().toString()), language));
    }

    private void joined(UUID consultation, Leg leg) {
        history.record(consultation, "call-answered", leg.participant(), null);
        List<Leg> legs = calls.legsOf(leg.callId());
        if (legs.stream().noneMatch(other -> other.participant() == Party.PATIENT)) {
            calls.addLeg(leg.callId(), Party.PATIENT, 1, Duration.ZERO);
        }
        if (legs.stream()
                .anyMatch(other -> other.participant() != leg.participant() && other.state() == LegState.JOINED)) {
            history.record(consultation, "call-connected", null, null);
        }
    }

    @Override
    @Transactional
    public void ended(UUID legId, String sid, End end, Integer code) {
        Optional<UUID> consultation = calls.consultationOf(legId);
        if (consultation.isEmpty()) {
            return;
        }
        history.lock(consultation.get());
        calls.learn(legId, sid, code);
        LegState before = calls.leg(legId).state();
        if (!calls.move(legId, LegState.valueOf(end.name()), UNDER_WAY)) {
            return;
        }
        Leg leg = calls.leg(legId);
        if (leg.joined()) {
            hangUpAll(leg.callId());
            closeIfOver(consultation.get(), leg.callId());
        } else if (before == LegState.HANG_UP) {
            closeIfOver(consultation.get(), leg.callId());
        } else if (leg.state() == LegState.FAILED || leg.state() == LegState.CANCELED) {
            giveUp(consultation.get(), leg, code == null ? leg.state().word() : "code " + code);
        } else {
            again(
                    consultation.get(),
                    leg,
                    leg.state() == LegState.COMPLETED
                            ? "hung up at once"
                            : leg.state().word());
        }
    }

    /** It was not rung, and never will be. @param why in words, without the number */
    @Transactional
    public void refused(UUID legId, Integer code, String why) {
        UUID consultation = lockFor(legId);
        calls.learn(legId, null, code);
        if (calls.move(legId, LegState.FAILED, LegState.PLACING)) {
            giveUp(consultation, calls.leg(legId), why);
        }
    }

    private void again(UUID consultation, Leg leg, String why) {
        String detail = why + ", try " + leg.number() + " of " + settings.tries();
        history.record(consultation, "call-not-answered", leg.participant(), detail);
        if (leg.number() < settings.tries()) {
            calls.addLeg(leg.callId(), leg.participant(), leg.number() + 1, settings.pause());
        } else {
            giveUp(consultation, leg, "no try is left");
        }
    }

    private void giveUp(UUID consultation, Leg leg, String why) {
        history.record(consultation, "call-not-reached", leg.participant(), why);
        hangUpAll(leg.callId());
        closeIfOver(consultation, leg.callId());
    }

    /** The provider of calls has ended it for us. */
    @Transactional
    public void hungUp(UUID legId) {
        UUID consultation = lockFor(legId);
        Leg leg = calls.leg(legId);
        calls.move(legId, leg.joined() ? LegState.COMPLETED : LegState.CANCELED, LegState.HANG_UP);
        closeIfOver(consultation, leg.callId());
    }

    /** Its time is over, or its consultation. */
    @Transactional
    public void end(UUID callId) {
        List<Leg> legs = calls.legsOf(callId);
        UUID consultation = lockFor(legs.get(0).id());
        hangUpAll(callId);
        closeIfOver(consultation, callId);
    }

    private void hangUpAll(UUID callId) {
        for (Leg leg : calls.legsOf(callId)) {
            calls.move(leg.id(), LegState.CANCELED, LegState.DUE);
            calls.move(leg.id(), LegState.HANG_UP, LegState.PLACING, LegState.RINGING, LegState.JOINED);
        }
    }

    private void closeIfOver(UUID consultation, UUID callId) {
        List<Leg> legs = calls.legsOf(callId);
        if (legs.stream().allMatch(leg -> leg.state().over()) && calls.close(callId)) {
            history.record(consultation, "call-ended", null, Conversation.words(legs));
        }
    }

    private UUID lockFor(UUID legId) {
        UUID consultation = calls.consultationOf(legId).orElseThrow();
        history.lock(consultation);
        return consultation;
    }
}
