package org.consultflow.sandbox.twilio;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.jsonwebtoken.Claims;
import io.jsonwebtoken.JwtException;
import io.jsonwebtoken.Jwts;
import io.jsonwebtoken.security.Keys;

/** Who is in the stand-in's rooms. They come by access token and their coming and going is told, as at Twilio. */
final class RoomGuests {

    private final TwilioAccount account;
    private final RoomBook book;
    private final RoomCallbacks callbacks;
    private final Clock realTime;
    private final List<Consumer<RoomParticipant>> sentAway = new CopyOnWriteArrayList<>();

    RoomGuests(TwilioAccount account, RoomBook book, RoomCallbacks callbacks, Clock realTime) {
        this.account = account;
        this.book = book;
        this.callbacks = callbacks;
        this.realTime = realTime;
    }

    /** Whoever has to go because the room ended, or because they came in again elsewhere. */
    void onSentAway(Consumer<RoomParticipant> listener) {
        sentAway.add(listener);
    }

    /** @return empty if the token is not good, or its room is not in progress */
    Optional<RoomParticipant> enter(String token) {
        return claimsOf(token).flatMap(claims -> {
            Map<?, ?> grants = claims.get("grants", Map.class);
            String name = grants.get("video") instanceof Map<?, ?> video ? String.valueOf(video.get("room")) : "";
            return book.find(name)
                    .filter(SandboxRoom::inProgress)
                    .map(room -> enter(room, String.valueOf(grants.get("identity"))));
        });
    }

    void leave(RoomParticipant participant) {
        if (book.leave(participant)) {
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
            tell(before, "participant-disconnected");
            sentAway.forEach(listener -> listener.accept(before));
        }
        tell(participant, "participant-connected");
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

    private Optional<Claims> claimsOf(String token) {
        try {
            Claims claims = Jwts.parser()
                    .verifyWith(Keys.hmacShaKeyFor(account.apiSecret().getBytes(StandardCharsets.UTF_8)))
                    .clock(() -> Date.from(realTime.instant()))
                    .build()
                    .parseSignedClaims(token)
                    .getPayload();
            return account.apiKey().equals(claims.getIssuer()) && claims.get("grants") instanceof Map
                    ? Optional.of(claims)
                    : Optional.empty();
        } catch (JwtException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
