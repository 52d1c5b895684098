package org.consultflow.channel;

import java.util.Map;
import java.util.UUID;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.consultflow.voice.VoiceProvider;

/** Calls by Twilio, by the route {@code direct:voice-call}; what the route needs is in {@link VoiceCallRequests}. */
class VoiceCall implements VoiceProvider {

    static final String ROUTE = "direct:voice-call";
    static final String OPERATION = "operation";
    static final String LEG = "leg";
    static final String NUMBER = "number";
    static final String CALL = "call";
    static final String STATUS = "twilioStatus";
    static final String CODE = "twilioCode";
    static final String ANSWER = "twilioCall";
    private static final String CHANNEL = "voice";
    private static final int TOO_MANY_REQUESTS = 429;

    private final ProducerTemplate producer;
    private final ErrorPolicy policy;
    private final String from;

    VoiceCall(ProducerTemplate producer, ErrorPolicy policy, String from) {
        this.producer = producer;
        this.policy = policy;
        this.from = from;
    }

    @Override
    public String dial(UUID leg, String number) {
        if (from.isBlank()) {
            throw new VoiceException("no number to call from is configured: TWILIO_PHONE_NUMBER", 0, false);
        }
        String sid = ask(Map.of(OPERATION, "dial", LEG, leg.toString(), NUMBER, number));
        if (sid == null) {
            throw new VoiceException("the route of calls did not answer with a call", null, false);
        }
        return sid;
    }

    @Override
    public void hangUp(String sid) {
        ask(Map.of(OPERATION, "hang-up", CALL, sid));
    }

    private String ask(Map<String, String> properties) {
        Exchange exchange = producer.request(ROUTE, asked -> properties.forEach(asked::setProperty));
        if (exchange.getException() != null) {
            throw failed(exchange.getException());
        }
        Object answer = exchange.getMessage().getBody();
        if (answer instanceof VoiceException failure) {
            throw failure;
        }
        return answer instanceof String sid ? sid : null;
    }

    /** The call that Twilio answered with; for the route. */
    public String placed(
            @ExchangeProperty(STATUS) Integer status,
            @ExchangeProperty(CODE) Integer code,
            @ExchangeProperty(ANSWER) String sid) {
        if (sid != null) {
            return sid;
        }
        String words = policy.meaning(CHANNEL, code).orElse("the provider of calls refused") + " (HTTP " + status
                + (code == null ? "" : ", code " + code) + ")";
        // of a 5xx nobody knows whether it rings
        Integer known = status / 100 == 5 ? null : code == null ? status : code;
        throw new VoiceException(words, known, status == TOO_MANY_REQUESTS);
    }

    /** What is thrown instead of what went wrong, which may quote the number; for the route. */
    public VoiceException failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof VoiceException known) {
                return known;
            }
        }
        return new VoiceException("the provider of calls did not answer", null, false);
    }
}
