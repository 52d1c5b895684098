package org.consultflow.channel;

import java.util.Optional;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.ProducerTemplate;
import org.consultflow.video.RoomProvider;

/** Rooms at Twilio, by the route {@code direct:video-room}; what the route needs is in {@link VideoRoomRequests}. */
class VideoRoom implements RoomProvider {

    static final String ROUTE = "direct:video-room";
    static final String OPERATION = "operation";
    static final String ROOM = "room";
    static final String STATUS = "twilioStatus";
    static final String CODE = "twilioCode";
    static final String ANSWER = "twilioRoom";
    private static final String CHANNEL = "video";

    private final ProducerTemplate producer;
    private final ErrorPolicy policy;

    VideoRoom(ProducerTemplate producer, ErrorPolicy policy) {
        this.producer = producer;
        this.policy = policy;
    }

    @Override
    public Room ensure(String uniqueName) {
        return ask("ensure", uniqueName)
                .orElseThrow(() -> new RoomException("the room ended while it was being asked for"));
    }

    @Override
    public Optional<Room> find(String nameOrSid) {
        return ask("find", nameOrSid);
    }

    @Override
    public void complete(String sid) {
        ask("complete", sid);
    }

    private Optional<Room> ask(String operation, String room) {
        Exchange exchange = producer.request(ROUTE, asked -> {
            asked.setProperty(OPERATION, operation);
            asked.setProperty(ROOM, room);
        });
        if (exchange.getException() != null) {
            throw failed(exchange.getException());
        }
        Object answer = exchange.getMessage().getBody();
        if (answer instanceof RoomException failure) {
            throw failure;
        }
        if (answer == null || answer instanceof Room) {
            return Optional.ofNullable((Room) answer);
        }
        throw new RoomException("the route of video rooms did not answer with a room");
    }

    /** The room that Twilio answered with; for the route. */
    public Room found(
            @ExchangeProperty(STATUS) Integer status,
            @ExchangeProperty(CODE) Integer code,
            @ExchangeProperty(ANSWER) Room room) {
        if (room != null) {
            return room;
        }
        throw new RoomException(policy.meaning(CHANNEL, code).orElse("the provider of video rooms refused") + " (HTTP "
                + status + (code == null ? "" : ", code " + code) + ")");
    }

    /** What is thrown instead of what went wrong, which may quote the room's name; for the route. */
    public RoomException failed(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RoomException known) {
                return known;
            }
        }
        return new RoomException("the provider of video rooms did not answer");
    }
}
