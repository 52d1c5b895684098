package org.consultflow.video;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

import com.twilio.jwt.accesstoken.AccessToken;
import com.twilio.jwt.accesstoken.VideoGrant;
import org.consultflow.audit.Audit;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Access tokens for one identity and one room: Twilio's JWT ({@code cty twilio-fpa;v=1}), signed with the API key's secret.
 * Whether the door is open goes by the adjustable clock, when the token expires by real time.
 */
@Component
class VideoTokens {

    /** Twilio allows 24 hours; a token that was lost should be of no use on the same day. */
    private static final Duration LONGEST = Duration.ofHours(4);

    private final Consultations consultations;
    private final ConsultationRooms rooms;
    private final Identities identities;
    private final Audit audit;
    private final Clock clock;
    private final Clock realTime;
    private final String accountSid;
    private final String apiKey;
    private final byte[] apiSecret;

    VideoTokens(
            Consultations consultations,
            ConsultationRooms rooms,
            Identities identities,
            Audit audit,
            Clock clock,
            @RealTime Clock realTime,
            @Value("${consultflow.twilio.account-sid}") String accountSid,
            @Value("${consultflow.twilio.api-key}") String apiKey,
            @Value("${consultflow.twilio.api-secret}") String apiSecret) {
        this.consultations = consultations;
        this.rooms = rooms;
        this.identities = identities;
        this.audit = audit;
        this.clock = clock;
        this.realTime = realTime;
        this.accountSid = accountSid;
        this.apiKey = apiKey;
        this.apiSecret = apiSecret.getBytes(StandardCharsets.UTF_8);
    }

    /** A token that the participant asked for by their own link; as {@link #issue(UUID, Participant, String)}. */
    VideoToken issue(UUID consultationId, Participant participant) {
        return issue(consultationId, participant, participant.word());
    }

    /**
     * A token for the consultation's room, which is made if it is not there. That it was issued is in the audit before
     * anybody has it.
     *
     * @param asking who asked for it, in the audit's words
     * @throws StateConflictException outside of the window around the visit, or if there is no room for the consultation
     * @throws RoomProvider.RoomException if the room can't be had
     */
    VideoToken issue(UUID consultationId, Participant participant, String asking) {
        Consultation consultation = consultations.get(consultationId);
        ConsultationRooms.requireRoom(consultation);
        VisitWindow window = VisitWindow.of(consultation.schedule());
        requireOpen(window);
        StoredRoom room = rooms.ensured(consultationId);
        String identity = identities.identityOf(consultationId, participant);
        Duration untilClose = Duration.between(clock.instant(), window.closes());
        Duration life = untilClose.compareTo(LONGEST) < 0 ? untilClose : LONGEST;
        if (life.toSeconds() < 1) {
            throw over(window);
        }
        audit.record(asking, "token-issued", consultationId, "participant=" + participant.word());
        return sign(room.name(), identity, life);
    }

    /** A token for a room, whatever it is for; whoever asks for it has seen to the audit. @param life at least a second */
    VideoToken sign(String roomName, String identity, Duration life) {
        AccessToken token = new AccessToken.Builder(accountSid, apiKey, apiSecret)
                .identity(identity)
                .ttl((int) life.toSeconds())
                .grant(new VideoGrant().setRoom(roomName))
                .build();
        Instant expires = realTime.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(life.toSeconds());
        return new VideoToken(token.toJwt(), roomName, identity, expires);
    }

    private void requireOpen(VisitWindow window) {
        Instant now = clock.instant();
        if (window.isAheadAt(now)) {
            throw new StateConflictException("the video room opens 15 minutes before the start, at " + window.opens());
        }
        if (window.isOverAt(now)) {
            throw over(window);
        }
    }

    private static StateConflictException over(VisitWindow window) {
        return new StateConflictException(
                "the video room closed 15 minutes after the planned end, at " + window.closes());
    }
}
