package org.consultflow.sandbox.twilio;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;

/** Who is in the stand-in's rooms. They come by access token and their coming and going is told, as at Twilio. */
final class RoomGuests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final TwilioAccount account;
    private final RoomBook book;
    private final RoomCallbacks callbacks;
    private final RecordingsApi recordings;
    private final Clock realTime;
    private final List<Consumer<RoomParticipant>> sentAway = new CopyOnWriteArrayList<>();

    RoomGuests(
            TwilioAccount account, RoomBook book, RoomCallbacks callbacks, RecordingsApi recordings, Clock realTime) {
        this.account = account;
        this.book = book;
        this.callbacks = callbacks;
        this.recordings = recordings;
        this.realTime = realTime;
    }

    /** Whoever has to go because the room ended, or because they came in again elsewhere. */
    void onSentAway(Consumer<RoomParticipant> listener) {
        sentAway.add(listener);
    }

    /** @return empty if the token is not good, or its room is not in progress */
    Optional<RoomParticipant> enter(String token) {
        return claimsOf(token).flatMap(claims -> {
            JsonNode grants = claims.path("grants");
            return book.find(grants.path("video").path("room").asText())
                    .filter(SandboxRoom::inProgress)
                    .map(room -> enter(room, grants.path("identity").asText()));
        });
    }

    void leave(RoomParticipant participant) {
        if (book.leave(participant)) {
            recordings.left(participant);
            tell(participant, "participant-disconnected");
        }
    }

    /** The room has been completed. */
    void sendAwayAll(SandboxRoom room) {
        book.inside(room.sid()).forEach(participant -> {
            leave(participant);
            sentAway.forEach(listener -> listener.accept(participant));
        });
    }

    private RoomParticipant enter(SandboxRoom room, String identity) {
        RoomParticipant participant = new RoomParticipant(Sids.next("PA"), room.sid(), identity);
        RoomParticipant before = book.enter(participant);
        if (before != null) {
            recordings.left(before);
            tell(before, "participant-disconnected");
            sentAway.forEach(listener -> listener.accept(before));
        }
        tell(participant, "participant-connected");
        recordings.entered(participant);
        return participant;
    }

    private void tell(RoomParticipant participant, String event) {
        book.find(participant.roomSid())
                .ifPresent(room -> callbacks.tell(
                        room,
                        event,
                        Map.of(
                                "ParticipantSid", participant.sid(),
                                "ParticipantIdentity", participant.identity())));
    }

    /** The claims are read here: by its content type, a library that knows JWTs takes Twilio's for something else. */
    private Optional<JsonNode> claimsOf(String token) {
        try {
            byte[] content = Jwts.parser()
                    .verifyWith(Keys.hmacShaKeyFor(account.apiSecret().getBytes(StandardCharsets.UTF_8)))
                    .build()
                    .parseSignedContent(token)
                    .getPayload();
            JsonNode claims = JSON.readTree(content);
            boolean good = claims.path("iss").asText().equals(account.apiKey())
                    && claims.path("exp").asLong() > realTime.instant().getEpochSecond();
            return good ? Optional.of(claims) : Optional.empty();
        } catch (JwtException | IllegalArgumentException | IOException notOurs) {
            return Optional.empty();
        }
    }
}
