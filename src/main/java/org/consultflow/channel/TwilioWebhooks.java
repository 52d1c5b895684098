package org.consultflow.channel;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.delivery.Arrivals;
import org.consultflow.delivery.Receipt;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Receipts;
import org.consultflow.people.People;
import org.consultflow.time.RealTime;
import org.consultflow.video.RoomEvents;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What Twilio tells us. {@link TwilioSignatureInterceptor} has verified each call. A word that is not known is passed over
 * quietly: Twilio adds new ones, and an error would only make it repeat them.
 */
@RestController
@Hidden
class TwilioWebhooks {

    static final String ALL = "/webhooks/twilio/**";
    static final String MESSAGE_STATUS = "/webhooks/twilio/message-status";
    static final String INBOUND_MESSAGE = "/webhooks/twilio/inbound-message";
    static final String ROOM_STATUS = "/webhooks/twilio/room-status";
    private static final String NO_ANSWER = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";

    private final Receipts receipts;
    private final RoomEvents rooms;
    private final StopWords stopWords;
    private final Arrivals arrivals;
    private final People people;
    private final ErrorPolicy policy;
    private final ChannelSettings channels;
    private final Clock realTime;

    TwilioWebhooks(
            Receipts receipts,
            RoomEvents rooms,
            StopWords stopWords,
            Arrivals arrivals,
            People people,
            ErrorPolicy policy,
            ChannelSettings channels,
            @RealTime Clock realTime) {
        this.receipts = receipts;
        this.rooms = rooms;
        this.stopWords = stopWords;
        this.arrivals = arrivals;
        this.people = people;
        this.policy = policy;
        this.channels = channels;
        this.realTime = realTime;
    }

    /** Where a message stands. {@code ref} is the attempt, as we wrote it into the callback's URL. */
    @PostMapping(MESSAGE_STATUS)
    ResponseEntity<Void> messageStatus(
            @RequestParam(name = "ref", required = false) String ref,
            @RequestParam(name = "MessageSid", required = false) String sid,
            @RequestParam(name = "MessageStatus", required = false) String word,
            @RequestParam(name = "To", defaultValue = "") String to,
            @RequestParam(name = "ErrorCode", required = false) String errorCode) {
        Optional<UUID> attempt = uuid(ref);
        if (attempt.isEmpty() || sid == null || word == null) {
            return ResponseEntity.badRequest().build();
        }
        ReceiptStatus.of(word).ifPresent(status -> {
            Integer code = number(errorCode);
            receipts.record(new Receipt(
                    attempt.get(),
                    sid,
                    status,
                    code,
                    status.isFailure() ? policy.onFailure(channels.channelOf(to), code) : null));
        });
        return ResponseEntity.noContent().build();
    }

    /** A message from a person: "stop" and "start" are obeyed. The answer is empty: Twilio answers these words itself. */
    @PostMapping(path = INBOUND_MESSAGE, produces = MediaType.APPLICATION_XML_VALUE)
    String inboundMessage(
            @RequestParam(name = "From", defaultValue = "") String from,
            @RequestParam(name = "Body", defaultValue = "") String text,
            @RequestParam(name = "OptOutType", defaultValue = "") String optOutType) {
        if (!from.isBlank()) {
            String channel = channels.channelOf(from);
            String address =
                    from.substring(channels.provider(channel).addressPrefix().length());
            arrivals.heardFrom(channel, people.addressKey(address));
            stopWords.obey(channel, address, text, optOutType);
        }
        return NO_ANSWER;
    }

    /** Who came and went, and that a room ended. */
    @PostMapping(ROOM_STATUS)
    ResponseEntity<Void> roomStatus(
            @RequestParam(name = "RoomSid", required = false) String room,
            @RequestParam(name = "StatusCallbackEvent", required = false) String event,
            @RequestParam(name = "ParticipantIdentity", defaultValue = "") String identity,
            @RequestParam(name = "Timestamp", required = false) String timestamp) {
        if (room == null || event == null) {
            return ResponseEntity.badRequest().build();
        }
        Instant at = moment(timestamp);
        switch (event) {
            case "participant-connected" -> rooms.participantJoined(room, identity, at);
            case "participant-disconnected" -> rooms.participantLeft(room, identity, at);
            case "room-ended" -> rooms.roomEnded(room, at);
            default -> {
                // tracks, recordings and whatever comes: nothing that concerns a consultation
            }
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

    private static Optional<UUID> uuid(String text) {
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
