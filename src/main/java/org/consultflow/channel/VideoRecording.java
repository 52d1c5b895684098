package org.consultflow.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.consultflow.video.RecordingProvider;
import org.consultflow.video.RoomProvider.RoomException;

/**
 * Recordings at Twilio, by the route {@code direct:video-recording}; what the route needs is in
 * {@link VideoRecordingRequests}.
 */
class VideoRecording implements RecordingProvider {

    static final String ROUTE = "direct:video-recording";
    static final String OPERATION = "operation";
    static final String ROOM = "room";
    static final String ON = "on";
    static final String RECORDING = "recording";
    static final String SECONDS = "seconds";
    static final String STATUS = "twilioStatus";
    static final String CODE = "twilioCode";
    static final String ANSWER = "twilioMedia";
    private static final String CHANNEL = "video";
    private static final int REDIRECT = 3;
    private static final int SUCCESS = 2;

    private final ProducerTemplate producer;
    private final ErrorPolicy policy;

    VideoRecording(ProducerTemplate producer, ErrorPolicy policy) {
        this.producer = producer;
        this.policy = policy;
    }

    @Override
    public void record(String roomSid, boolean on) {
        ask(Map.of(OPERATION, "rules", ROOM, roomSid, ON, on));
    }

    @Override
    public URI media(String recordingSid, Duration goodFor) {
        Object answer = ask(Map.of(OPERATION, "media", RECORDING, recordingSid, SECONDS, goodFor.toSeconds()));
        if (answer instanceof URI link) {
            return link;
        }
        throw new RoomException("the route of recordings did not answer with a link");
    }

    @Override
    public void delete(String recordingSid) {
        ask(Map.of(OPERATION, "delete", RECORDING, recordingSid));
    }

    private Object ask(Map<String, Object> properties) {
        Exchange exchange = producer.request(ROUTE, asked -> properties.forEach(asked::setProperty));
        if (exchange.getException() != null) {
            throw failed(exchange.getException());
        }
        Object answer = exchange.getMessage().getBody();
        if (answer instanceof RoomException failure) {
            throw failure;
        }
        return answer;
    }

    /** The link that Twilio answered with, or nothing where none was asked for; for the route. */
    public URI taken(
            @ExchangeProperty(STATUS) Integer status,
            @ExchangeProperty(CODE) Integer code,
            @ExchangeProperty(ANSWER) URI link) {
        if (status / 100 == SUCCESS || (status / 100 == REDIRECT && link != null)) {
            return link;
        }
        throw new RoomException(policy.meaning(CHANNEL, code).orElse("the provider of video rooms refused") + " (HTTP "
                + status + (code == null ? "" : ", code " + code) + ")");
    }

    /** What is thrown instead of what went wrong, which may quote an id; for the route. */
    public RoomException failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RoomException known) {
                return known;
            }
        }
        return new RoomException("the provider of video rooms did not answer");
    }
}
