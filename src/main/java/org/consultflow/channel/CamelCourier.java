package org.consultflow.channel;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import com.twilio.base.ResourceSet;
import com.twilio.exception.TwilioException;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.OutgoingMessage;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Way;

/** Carries messages out by the routes, and asks Twilio's list of messages what became of one. */
class CamelCourier implements Courier {

    static final String DISPATCH = "direct:dispatch";
    /** The property that says by which route a message leaves, and whose failure it was if it does not. */
    static final String PROVIDER = "provider";

    private static final String SEND = "direct://send-";
    // Twilio's largest page; nobody gets more messages from us within the minutes that are asked for
    private static final int PAGE = 1000;

    private final CamelContext camel;
    private final ProducerTemplate producer;
    private final ChannelSettings channels;
    private final TwilioRestClient twilio;
    private final ErrorPolicy policy;
    private final Outcomes outcomes;

    CamelCourier(
            CamelContext camel,
            ProducerTemplate producer,
            ChannelSettings channels,
            TwilioRestClient twilio,
            ErrorPolicy policy,
            Outcomes outcomes) {
        this.camel = camel;
        this.producer = producer;
        this.channels = channels;
        this.twilio = twilio;
        this.policy = policy;
        this.outcomes = outcomes;
    }

    @Override
    public Outcome send(OutgoingMessage message) {
        Exchange exchange;
        try {
            exchange = producer.request(DISPATCH, sent -> {
                sent.setProperty(PROVIDER, message.provider());
                sent.getMessage().setBody(message);
            });
        } catch (RuntimeException notRouted) {
            return outcomes.failed(notRouted, message.provider());
        }
        if (exchange.getException() != null) {
            return outcomes.failed(exchange.getException(), message.provider());
        }
        return exchange.getMessage().getBody() instanceof Outcome outcome
                ? outcome
                : new Outcome.Unknown(null, "the route of " + message.provider() + " did not say what became of it");
    }

    @Override
    public Optional<String> meaning(String channel, int errorCode) {
        return policy.meaning(channel, errorCode);
    }

    @Override
    public List<Way> waysOut(String channel) {
        return channels.waysOut(channel);
    }

    @Override
    public List<Sighting> find(String provider, String address, Instant since) {
        if (!channels.provider(provider).canBeAsked()) {
            throw new CourierException(provider + " can't be asked");
        }
        String sender = channels.sender(provider);
        boolean service = TwilioAddresses.isMessagingService(sender);
        MessageReader reader = Message.reader()
                .setTo(new PhoneNumber(channels.provider(provider).prefixed(address)));
        reader.pageSize(PAGE);
        reader.limit(PAGE);
        if (!service) {
            reader.setFrom(new PhoneNumber(sender));
        }
        List<Sighting> sightings = new ArrayList<>();
        try {
            ResourceSet<Message> listed = reader.read(twilio);
            for (Message message : listed) {
                boolean ours = service
                        ? sender.equals(message.getMessagingServiceSid())
                        : message.getFrom() != null
                                && sender.equals(message.getFrom().toString());
                if (ours && outgoing(message) && madeSince(message, since)) {
                    sightings.add(sighting(channels.tableName(provider), message));
                }
            }
        } catch (TwilioAnswer | TwilioException noAnswer) {
            throw new CourierException(provider + " could not be asked");
        }
        return sightings;
    }

    private static boolean outgoing(Message message) {
        return message.getDirection() != Message.Direction.INBOUND;
    }

    // by the time of creation, not by Twilio's filter DateSent: a message that still waits has not been sent
    private static boolean madeSince(Message message, Instant since) {
        ZonedDateTime made = message.getDateCreated();
        return made != null && !made.toInstant().isBefore(since);
    }

    private Sighting sighting(String channel, Message message) {
        ReceiptStatus status =
                ReceiptStatus.of(String.valueOf(message.getStatus())).orElse(ReceiptStatus.QUEUED);
        Integer code = TwilioWebhooks.errorCode(message.getErrorCode());
        return new Sighting(
                message.getSid(), status, code, status.isFailure() ? policy.onFailure(channel, code) : null);
    }

    @Override
    public Set<String> channels() {
        Set<String> sendable = camel.getRoutes().stream()
                .map(route -> route.getEndpoint().getEndpointUri())
                .filter(uri -> uri.startsWith(SEND))
                .map(uri -> uri.substring(SEND.length()).replaceFirst("\\?.*", ""))
                .collect(Collectors.toSet());
        channels.channels().keySet().stream()
                .filter(channel -> waysOut(channel).stream().map(Way::provider).anyMatch(sendable::contains))
                .forEach(sendable::add);
        return Set.copyOf(sendable);
    }
}
