package org.consultflow.channel;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import org.consultflow.delivery.Courier.CourierException;
import org.consultflow.delivery.ProviderRecords;
import org.consultflow.delivery.ReceiptStatus;

/** Asks Twilio for one message: where it stands, how many segments it has, what it cost. */
class TwilioRecords implements ProviderRecords {

    private static final int NOT_FOUND = 404;

    private final TwilioRestClient twilio;
    private final ChannelSettings channels;
    private final ErrorPolicy policy;

    TwilioRecords(TwilioRestClient twilio, ChannelSettings channels, ErrorPolicy policy) {
        this.twilio = twilio;
        this.channels = channels;
        this.policy = policy;
    }

    @Override
    public Optional<ProviderRecord> find(String provider, String providerId) {
        if (!channels.provider(provider).canBeAsked()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(
                    channels.tableName(provider), Message.fetcher(providerId).fetch(twilio)));
        } catch (TwilioAnswer answer) {
            if (answer.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw new CourierException(provider + " could not be asked: " + answer.getMessage());
        } catch (TwilioException noAnswer) {
            throw new CourierException(provider + " could not be asked");
        }
    }

    private ProviderRecord read(String channel, Message message) {
        ReceiptStatus status =
                ReceiptStatus.of(String.valueOf(message.getStatus())).orElse(ReceiptStatus.QUEUED);
        Integer code = TwilioWebhooks.errorCode(message.getErrorCode());
        // what we owe is a negative number there
        BigDecimal price = message.getPrice() == null || message.getPriceUnit() == null
                ? null
                : new BigDecimal(message.getPrice()).abs();
        Currency currency = price == null ? null : message.getPriceUnit();
        return new ProviderRecord(
                status,
                code,
                status.isFailure() ? policy.onFailure(channel, code) : null,
                segments(message.getNumSegments()),
                price,
                currency);
    }

    /**
     * Twilio's number of segments; null where it does not say: a Messaging Service counts 0 until it has sent.
     *
     * @param text as Twilio writes it, or null
     */
    static Integer segments(String text) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.valueOf(text) : null;
    }
}
