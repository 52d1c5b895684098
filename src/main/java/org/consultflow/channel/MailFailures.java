package org.consultflow.channel;

import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;

import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What a mail server's "no" asks for. A 5yz reply is final, a 4yz reply passes (RFC 5321, 4.2.1). Whatever else went wrong,
 * the mail is sent again: it has the same Message-ID, so that nobody sees it twice.
 */
final class MailFailures {

    private MailFailures() {}

    static Outcome outcome(MessagingException thrown) {
        Integer reply = null;
        boolean recipient = false;
        for (Exception part = thrown; part instanceof MessagingException step; part = step.getNextException()) {
            if (part instanceof SMTPAddressFailedException refused) {
                reply = refused.getReturnCode();
                recipient = true;
            } else if (part instanceof SMTPSenderFailedException refused) {
                reply = refused.getReturnCode();
            } else if (reply == null && part instanceof SMTPSendFailedException refused) {
                reply = refused.getReturnCode();
            } else if (part instanceof SendFailedException invalid && reply == null && hasInvalid(invalid)) {
                recipient = true;
            }
        }
        if (reply == null) {
            return new Outcome.Refused(null, "the mail server could not be reached", FailureAction.RETRY);
        }
        String who = recipient ? "the recipient" : "the mail";
        return reply >= 500
                ? new Outcome.Refused(reply, "the mail server refused " + who, FailureAction.NEXT_CHANNEL)
                : new Outcome.Refused(reply, "the mail server refused " + who + " for now", FailureAction.RETRY);
    }

    private static boolean hasInvalid(SendFailedException thrown) {
        return thrown.getInvalidAddresses() != null && thrown.getInvalidAddresses().length > 0;
    }
}
