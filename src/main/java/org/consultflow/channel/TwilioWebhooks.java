package org.consultflow.channel;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.twilio.twiml.MessagingResponse;
import com.twilio.twiml.messaging.Body;
import com.twilio.twiml.messaging.Message;
import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.reply.InboundMessage;
import org.consultflow.reply.Replies;
import org.consultflow.time.RealTime;
import org.consultflow.video.RoomEvents;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Twilio tells us. {@link TwilioSignatureInterceptor} has verified each call; where a message stands is
 * told to {@link MessageStatusServlet}. A word that is not known is passed over
 * quietly: Twilio adds new ones, and an error would only make it repeat them.
 */
@RestController
@Hidden
class TwilioWebhooks {

    static final String ALL = "/webhooks/twilio/**";
    static final String INBOUND_MESSAGE = "/webhooks/twilio/inbound-message";
    static final String ROOM_STATUS = "/webhooks/twilio/room-status";
    /** At the end of a callback's URL: by itself Twilio does not repeat one that failed ("Webhooks: connection overrides"). */
    static final String SAID_AGAIN = "#rc=5&rp=all";

    /** Twilio's are 34 characters; whatever else it may be one day goes into a column and a comparison. */
    static final String SID = "[A-Za-z0-9_-]{1,64}";

    private final RoomEvents rooms;
    private final TwilioRecordings recordings;
    private final Replies replies;
    private final ChannelSettings channels;
    private final Clock realTime;

    TwilioWebhooks(
            RoomEvents rooms,
            TwilioRecordings recordings,
            Replies replies,
            ChannelSettings channels,
            @RealTime Clock realTime) {
        this.rooms = rooms;
        this.recordings = recordings;
        this.replies = replies;
        this.channels = channels;
        this.realTime = realTime;
    }

    /**
     * A message from a person. What is to be answered at once goes back as TwiML, which Twilio sends; {@code OptOutType} says
     * that Twilio has answered already.
     */
    @PostMapping(path = INBOUND_MESSAGE, produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> inboundMessage(
            @RequestParam(name = "MessageSid", defaultValue = "") String sid,
            @RequestParam(name = "From", defaultValue = "") String from,
            @RequestParam(name = "Body", defaultValue = "") String text,
            @RequestParam(name = "NumMedia", required = false) String media,
            @RequestParam(name = "OptOutType", defaultValue = "") String optOutType) {
        if (from.isBlank() || sid.isBlank()) {
            return ResponseEntity.badRequest().build();
        }
        String channel = channels.channelOf(from);
        String address =
                from.substring(channels.provider(channel).addressPrefix().length());
        int files = media != null && media.matches("[0-9]{1,2}") ? Integer.parseInt(media) : 0;
        return ResponseEntity.ok(
                twiml(replies.receive(new InboundMessage(sid, channel, address, text, files, optOutType))));
    }

    private static String twiml(Optional<String> answer) {
        MessagingResponse.Builder response = new MessagingResponse.Builder();
        answer.ifPresent(text -> response.message(
                new Message.Builder().body(new Body.Builder(text).build()).build()));
        return response.build().toXml();
    }

    /** Who came and went, what was recorded, and that a room ended. */
    @PostMapping(ROOM_STATUS)
    ResponseEntity<Void> roomStatus(
            @RequestParam(name = "RoomSid", required = false) String room,
            @RequestParam(name = "StatusCallbackEvent", required = false) String event,
            @RequestParam(name = "ParticipantIdentity", defaultValue = "") String identity,
            @RequestParam(name = "Timestamp", required = false) String timestamp,
            @RequestParam(name = "SequenceNumber", defaultValue = "") String sequenceNumber,
            @RequestParam Map<String, String> form) {
        if (room == null || event == null) {
            return ResponseEntity.badRequest().build();
        }
        Instant at = moment(timestamp);
        switch (event) {
            case "participant-connected" -> rooms.participantJoined(room, identity, at);
            case "participant-disconnected" -> rooms.participantLeft(room, identity, at);
            case "room-ended" -> rooms.roomEnded(room, at);
            // tracks and whatever else comes are nothing that concerns a consultation
            default -> recordings.take(form);
        }
        // comes last: what was not written for an error is asked for again, and must not count as told
        if (sequenceNumber.matches("[0-9]{1,9}")) {
            rooms.told(room, Integer.parseInt(sequenceNumber), event.equals("room-ended"));
        }
        return ResponseEntity.noContent().build();
    }

    /** Twilio's code, or null: it writes "no error" as 0 in some places. */
    static Integer errorCode(Integer code) {
        return code == null || code == 0 ? null : code;
    }

    static Integer number(String text) {
        return text != null && text.matches("[0-9]{1,9}") ? errorCode(Integer.valueOf(text)) : null;
    }

    static Optional<UUID> uuid(String text) {
        try {
            return Optional.ofNullable(text).map(UUID::fromString);
        } catch (IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    private Instant moment(String timestamp) {
        try {
            return timestamp == null ? realTime.instant() : Instant.parse(timestamp);
        } catch (DateTimeParseException other) {
            return realTime.instant();
        }
    }
}
