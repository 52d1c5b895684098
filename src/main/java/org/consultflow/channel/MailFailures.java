package org.consultflow.channel;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;

import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.Remedy;
import org.consultflow.delivery.Remedy.Concern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server's "no" asks for. A 5yz reply is final, a 4yz reply passes (RFC 5321, 4.2.1). Whatever else went wrong,
 * the mail is sent again: it has the same Message-ID, so that nobody sees it twice.
 */
final class MailFailures {

    private static final Remedy LOGIN = new Remedy(FailureAction.OPEN_CIRCUIT, Concern.ACCOUNT, null, null, false);

    private MailFailures() {}

    private static boolean unreached(Throwable thrown) {
        Throwable cause = thrown;
        while (cause != null && !Outcomes.neverConnected(cause)) {
            cause = cause instanceof MessagingException step && step.getNextException() != null
                    ? step.getNextException()
                    : cause.getCause();
        }
        return cause != null;
    }

    static Outcome outcome(MessagingException thrown) {
        if (thrown instanceof AuthenticationFailedException) {
            return new Outcome.Refused(null, "the mail server did not accept our login", LOGIN);
        }
        int reply = 0;
        boolean recipient = false;
        for (Exception part = thrown; part instanceof MessagingException step; part = step.getNextException()) {
            if (part instanceof SMTPAddressFailedException refused) {
                reply = refused.getReturnCode();
                recipient = true;
            } else if (part instanceof SMTPSenderFailedException refused) {
                reply = refused.getReturnCode();
            } else if (reply == 0 && part instanceof SMTPSendFailedException refused) {
                reply = refused.getReturnCode();
            }
        }
        String who = recipient ? "the recipient" : "the mail";
        if (reply >= 500) {
            return new Outcome.Refused(reply, "the mail server refused " + who, FailureAction.NEXT_CHANNEL);
        }
        if (reply >= 400) {
            return new Outcome.Refused(reply, "the mail server refused " + who + " for now", FailureAction.RETRY);
        }
        if (unreached(thrown)) {
            return new Outcome.Refused(null, "the mail server could not be reached", Remedy.UNREACHED);
        }
        // Jakarta Mail says -1 when the server hung up
        return new Outcome.Refused(null, "the mail server did not answer", FailureAction.RETRY);
    }
}
