package org.consultflow.channel;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.consultflow.crypto.Vault;
import org.consultflow.delivery.OutgoingMessage;

/**
 * What a route puts into a request to a provider that is not Twilio: a template of the request with the placeholders
 * {@code {to}}, {@code {from}}, {@code {text}}, {@code {statusCallback}}, {@code {reference}} and {@code {usefulForSeconds}}.
 */
class ProviderMessage {

    static final String PURPOSE = "provider-receipt";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
    // receipts of a phone that was off come days later; after a week nobody waits for one
    private static final Duration RECEIPTS_FOR = Duration.ofDays(7);

    private final ChannelSettings channels;
    private final TwilioMessage texts;
    private final Vault vault;
    private final String publicUrl;
    private final Clock realTime;

    ProviderMessage(ChannelSettings channels, TwilioMessage texts, Vault vault, String publicUrl, Clock realTime) {
        this.channels = channels;
        this.texts = texts;
        this.vault = vault;
        this.publicUrl = publicUrl;
        this.realTime = realTime;
    }

    /** The template in the property "template" as a form ({@code application/x-www-form-urlencoded}). */
    public String form(@Body OutgoingMessage message, @ExchangeProperty("template") String template) {
        return fill(message, template, value -> URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    /** The template in the property "template" as JSON; the quotes around a placeholder are the template's. */
    public String json(@Body OutgoingMessage message, @ExchangeProperty("template") String template) {
        return fill(
                message,
                template,
                value -> new String(JsonStringEncoder.getInstance().quoteAsString(value)));
    }

    private String fill(OutgoingMessage message, String template, UnaryOperator<String> quoted) {
        if (template == null) {
            throw new MessageNotFormedException("the route has set no property \"template\"");
        }
        Map<String, String> values = Map.of(
                "to", channels.provider(message.provider()).prefixed(message.address()),
                "from", channels.sender(message.provider()),
                "text", texts.text(message),
                "statusCallback", statusCallback(message),
                "reference", message.attemptId().toString(),
                "usefulForSeconds",
                        Long.toString(Math.max(1, message.usefulFor().toSeconds())));
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new MessageNotFormedException("the template of the request has an unknown placeholder");
            }
            return Matcher.quoteReplacement(quoted.apply(value));
        });
    }

    /**
     * Where the provider reports the status. The address itself is what shows that a report is genuine: it carries the attempt
     * and the provider, signed, and was given to nobody else.
     */
    public String statusCallback(@Body OutgoingMessage message) {
        String reference = message.provider() + ' ' + message.attemptId();
        return publicUrl + ProviderWebhooks.PATH.replace("{provider}", message.provider()) + "?ref="
                + vault.sign(PURPOSE, reference, realTime.instant().plus(RECEIPTS_FOR));
    }
}
