package org.consultflow.channel;

import org.consultflow.delivery.TestMessages.Standing;

/** Says in words what became of a test, and what to do about it. */
class VerdictWords {

    private final ErrorPolicy policy;
    private final ChannelSettings channels;

    VerdictWords(ErrorPolicy policy, ChannelSettings channels) {
        this.policy = policy;
        this.channels = channels;
    }

    ChannelVerdict of(String channel, Standing standing) {
        boolean mail = channel.equals("email");
        boolean twilio = channels.provider(standing.provider()).canBeAsked();
        String provider = mail ? "The mail server" : twilio ? "Twilio" : "The provider " + standing.provider();
        String result;
        String said;
        if (standing.delivered()) {
            result = "delivered";
            said = mail
                    ? "The mail server took it, which is all a mail can prove. If it is not in the mailbox, look into the"
                            + " spam folder."
                    : provider + " says it has arrived.";
        } else if (standing.failed()) {
            result = "refused";
            said = refused(provider, twilio, standing);
        } else if (!standing.accepted()) {
            result = "unknown";
            said = provider + "'s answer never came; nobody knows whether it took the message. It is looked up: see"
                    + " GET /api/deliveries?kind=channel-test. Is it slow, or a proxy in between?";
        } else {
            result = "accepted";
            said = provider + " took it and has not said more in time (" + standing.providerStatus()
                    + "). What it says later is in GET /api/deliveries?kind=channel-test.";
        }
        return new ChannelVerdict(channel, result, standing.providerStatus(), standing.errorCode(), said);
    }

    private String refused(String provider, boolean twilio, Standing standing) {
        Integer code = standing.errorCode();
        String meaning = policy.meaning(channels.tableName(standing.provider()), code)
                .orElse(standing.detail() == null ? "the message was not delivered" : standing.detail());
        if (code == null) {
            return "It was not sent: " + meaning + ".";
        }
        return provider + " says: " + meaning + ": " + code + "."
                + (twilio ? " What to do: https://www.twilio.com/docs/api/errors/" + code : "");
    }
}
