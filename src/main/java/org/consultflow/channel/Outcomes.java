package org.consultflow.channel;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

import javax.net.ssl.SSLHandshakeException;

import jakarta.mail.MessagingException;

import com.twilio.rest.api.v2010.account.Message;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.consultflow.delivery.FailureAction;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Remedy;

/**
 * Says what is known after a route ran: from the provider's answer, or from what was thrown. No word of what was thrown gets
 * into an outcome, because it may quote an address.
 */
class Outcomes {

    private final ErrorPolicy policy;
    private final ChannelSettings channels;

    Outcomes(ErrorPolicy policy, ChannelSettings channels) {
        this.policy = policy;
        this.channels = channels;
    }

    /** Twilio took it: queued, not delivered. */
    public Outcome twilioAccepted(Message message) {
        if (message.getSid() == null || message.getStatus() == null) {
            return new Outcome.Unknown(null, "the provider answered without an id or a status");
        }
        return new Outcome.Accepted(
                message.getSid(),
                ReceiptStatus.of(message.getStatus().toString()).orElse(ReceiptStatus.QUEUED),
                TwilioRecords.segments(message.getNumSegments()));
    }

    /**
     * Another provider took it: queued, not delivered. Its id of the message is the answer itself, or, if that is JSON, the field
     * that the property "idField" names ("id" if it names none).
     */
    public Outcome providerAccepted(@Body String answer, @ExchangeProperty("idField") String idField) {
        String id = ProviderAnswer.id(answer, idField == null ? "id" : idField);
        return id == null
                ? new Outcome.Unknown(null, "the provider answered without an id")
                : new Outcome.Accepted(id, ReceiptStatus.QUEUED);
    }

    /** The mail server took it, which is a mail's proof of arrival. */
    public Outcome mailAccepted(@ExchangeProperty("messageId") String messageId) {
        return new Outcome.Accepted(messageId, ReceiptStatus.DELIVERED);
    }

    /** Something was thrown on the way. */
    public Outcome failed(
            @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable thrown,
            @ExchangeProperty("provider") String provider) {
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            Optional<Outcome> known = known(cause, provider);
            if (known.isPresent()) {
                return known.get();
            }
        }
        return channels.provider(provider).repeatable()
                ? new Outcome.Refused(null, "the message could not be handed over", FailureAction.RETRY)
                : new Outcome.Unknown(null, "no answer from the provider: whether it took the message is not known");
    }

    private Optional<Outcome> known(Throwable cause, String provider) {
        if (cause instanceof TwilioAnswer answer) {
            return Optional.of(policy.refusal(channels.tableName(provider), answer.status(), answer.code()));
        }
        if (cause instanceof HttpOperationFailedException answer) {
            return Optional.of(policy.refusal(channels.tableName(provider), answer.getHttpResponseCode(), null));
        }
        if (cause instanceof MessagingException refusal) {
            return Optional.of(MailFailures.outcome(refusal));
        }
        if (cause instanceof MessageNotFormedException unfit) {
            return Optional.of(new Outcome.Refused(null, unfit.getMessage(), Remedy.NOT_ASKED));
        }
        if (cause instanceof DirectConsumerNotAvailableException) {
            return Optional.of(new Outcome.Refused(null, "no route for " + provider + " is running", Remedy.NOT_ASKED));
        }
        if (neverConnected(cause)) {
            return Optional.of(new Outcome.Refused(null, "the provider could not be reached", Remedy.UNREACHED));
        }
        return Optional.empty();
    }

    /** Whether this says that the request never left. */
    static boolean neverConnected(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof ConnectTimeoutException
                || cause instanceof ConnectionRequestTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof RejectedExecutionException;
    }

    private static Throwable next(Throwable thrown) {
        return thrown.getCause() == thrown ? null : thrown.getCause();
    }
}
