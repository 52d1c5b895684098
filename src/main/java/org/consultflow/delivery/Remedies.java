package org.consultflow.delivery;

import org.consultflow.crypto.Vault;
import org.springframework.stereotype.Component;

/** What a failure asks for beyond the message that failed. In the transaction that writes the failure. */
@Component
class Remedies {

    private final Correspondence correspondence;
    private final GivenUp givenUp;
    private final Pace pace;
    private final OpsCalls ops;
    private final Vault vault;
    private final DeliverySettings settings;

    Remedies(
            Correspondence correspondence,
            GivenUp givenUp,
            Pace pace,
            OpsCalls ops,
            Vault vault,
            DeliverySettings settings) {
        this.correspondence = correspondence;
        this.givenUp = givenUp;
        this.pace = pace;
        this.ops = ops;
        this.vault = vault;
        this.settings = settings;
    }

    /** @param remedy null if nothing is asked for */
    void obey(Attempt attempt, String channel, Remedy remedy, Integer code) {
        if (remedy == null) {
            return;
        }
        switch (remedy.action()) {
            case OPT_OUT -> correspondence.optedOut(channel, vault.open(attempt.recipientSealed()), "provider-" + code);
            case GIVE_UP ->
                givenUp.giveUp(attempt.id(), code, remedy.pause() == null ? settings.giveUpFor() : remedy.pause());
            case SLOW_DOWN -> pace.slowDown(attempt.id());
            case RETRY, NEXT_CHANNEL, OPEN_CIRCUIT -> {
                // the message itself, or the circuit
            }
        }
        if (remedy.callOps()) {
            ops.call(attempt.provider(), channel, code, remedy.concern(), false);
        }
    }
}
