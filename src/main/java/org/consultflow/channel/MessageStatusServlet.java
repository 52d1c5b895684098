package org.consultflow.channel;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.consultflow.delivery.Receipt;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Receipts;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * Where a message stands, as Twilio tells it: up to three times a message, so in floods. What Spring MVC does around a method
 * would cost more than all that a receipt needs; therefore this one webhook is a servlet.
 */
class MessageStatusServlet extends HttpServlet {

    /** {@code ref} behind it is the attempt, as we wrote it into the callback's URL. */
    static final String PATH = "/webhooks/twilio/message-status";

    private static final long serialVersionUID = 1;
    private static final Pattern SID = Pattern.compile(TwilioWebhooks.SID);

    private final transient TwilioSignatureInterceptor signatures;
    private final transient Receipts receipts;
    private final transient ErrorPolicy policy;
    private final transient ChannelSettings channels;

    MessageStatusServlet(
            TwilioSignatureInterceptor signatures, Receipts receipts, ErrorPolicy policy, ChannelSettings channels) {
        this.signatures = signatures;
        this.receipts = receipts;
        this.policy = policy;
        this.channels = channels;
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) {
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(observed -> observed.setPathPattern(PATH));
        if (signatures.letsIn(request, response)) {
            response.setStatus(take(request));
        }
    }

    /** @return the status of the answer; a word that is not known is passed over quietly */
    private int take(HttpServletRequest request) {
        Optional<UUID> attempt = TwilioWebhooks.uuid(request.getParameter("ref"));
        String sid = request.getParameter("MessageSid");
        String word = request.getParameter("MessageStatus");
        if (attempt.isEmpty() || sid == null || !SID.matcher(sid).matches() || word == null) {
            return HttpServletResponse.SC_BAD_REQUEST;
        }
        try {
            ReceiptStatus.of(word)
                    .map(status -> receipt(attempt.get(), sid, status, request))
                    .ifPresent(receipts::record);
        } catch (Receipts.BusyException busy) {
            // the callback's URL asks Twilio to say it again
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        return HttpServletResponse.SC_NO_CONTENT;
    }

    private Receipt receipt(UUID attempt, String sid, ReceiptStatus status, HttpServletRequest request) {
        Integer code = TwilioWebhooks.number(request.getParameter("ErrorCode"));
        String to = request.getParameter("To");
        return new Receipt(
                attempt,
                sid,
                status,
                code,
                status.isFailure() ? policy.onFailure(channels.channelOf(to == null ? "" : to), code) : null);
    }
}
