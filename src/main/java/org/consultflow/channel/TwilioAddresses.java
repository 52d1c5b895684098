package org.consultflow.channel;

import java.util.regex.Pattern;

import com.twilio.type.PhoneNumber;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.consultflow.delivery.OutgoingMessage;

/**
 * Says who a message goes to and who it comes from: {@code to}, and {@code from} or {@code messagingServiceSid}. camel-twilio
 * takes a {@code PhoneNumber} only, no String.
 */
class TwilioAddresses implements Processor {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern MESSAGING_SERVICE = Pattern.compile("MG[0-9a-fA-F]{32}");

    private final ChannelSettings channels;

    TwilioAddresses(ChannelSettings channels) {
        this.channels = channels;
    }

    @Override
    public void process(Exchange exchange) {
        Message in = exchange.getMessage();
        OutgoingMessage message = in.getBody(OutgoingMessage.class);
        if (message.address() == null || !E164.matcher(message.address()).matches()) {
            throw new MessageNotFormedException("the number is not in E.164");
        }
        in.setHeader(
                "CamelTwilio.to",
                new PhoneNumber(channels.provider(message.provider()).prefixed(message.address())));
        String sender = channels.sender(message.provider());
        if (isMessagingService(sender)) {
            in.setHeader("CamelTwilio.messagingServiceSid", sender);
        } else {
            in.setHeader("CamelTwilio.from", new PhoneNumber(sender));
        }
    }

    /** Whether a sender is a Messaging Service, which picks one of its numbers. */
    static boolean isMessagingService(String sender) {
        return MESSAGING_SERVICE.matcher(sender).matches();
    }
}
