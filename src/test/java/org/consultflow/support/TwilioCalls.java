package org.consultflow.support;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.twilio.SandboxMessage;
import org.consultflow.sandbox.twilio.SandboxRoom;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** What Twilio tells the service of what the stand-in cannot see: who came into a room, and a receipt long after. */
public class TwilioCalls {

    private final Clinic clinic;
    private final Clock realTime;
    private final String authToken;
    private final Map<String, Integer> told = new ConcurrentHashMap<>();

    TwilioCalls(Clinic clinic, @RealTime Clock realTime, @Value("${consultflow.twilio.auth-token}") String authToken) {
        this.clinic = clinic;
        this.realTime = realTime;
        this.authToken = authToken;
    }

    public void entered(BookedConsultation visit, String participant) {
        participant(visit, participant, "participant-connected");
    }

    public void left(BookedConsultation visit, String participant) {
        participant(visit, participant, "participant-disconnected");
    }

    public void roomEnded(BookedConsultation visit) {
        room(visit, "room-ended", Map.of());
    }

    private void participant(BookedConsultation visit, String participant, String event) {
        room(
                visit,
                event,
                Map.of(
                        "ParticipantIdentity",
                        token(visit, participant).path("identity").asText()));
    }

    private void room(BookedConsultation visit, String event, Map<String, String> more) {
        Map<String, String> form = new TreeMap<>(more);
        form.put("RoomSid", roomOf(visit).sid());
        form.put("StatusCallbackEvent", event);
        form.put("Timestamp", realTime.instant().toString());
        // the stand-in itself has told 0, that the room was created
        form.put("SequenceNumber", Integer.toString(told.merge(form.get("RoomSid"), 1, Integer::sum)));
        post(clinic.http().base() + "/webhooks/twilio/room-status", form);
    }

    /** The visit's room at the stand-in; the door has to be open. */
    public SandboxRoom roomOf(BookedConsultation visit) {
        String name = token(visit, "provider").path("roomName").asText();
        return clinic.twilio().rooms().stream()
                .filter(room -> name.equals(room.uniqueName()))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    private JsonNode token(BookedConsultation visit, String participant) {
        var response = clinic.get(visit.path() + "/video-token?participant=" + participant);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return clinic.read(response);
    }

    /** A receipt for a message that Twilio took. */
    public void receipt(SandboxMessage message, String status) {
        post(
                message.statusCallback().replaceAll("#.*", ""),
                new TreeMap<>(Map.of(
                        "MessageSid",
                        message.sid(),
                        "MessageStatus",
                        status,
                        "To",
                        (message.channel().equals("whatsapp") ? "whatsapp:" : "") + message.to())));
        clinic.whenAllIsQuiet();
    }

    /**
     * The patient writes to the clinic.
     *
     * @return TwiML: what is answered at once
     */
    public String writes(BookedConsultation patient, Channel channel, String text) {
        var answer = send(
                clinic.http().base() + "/webhooks/twilio/inbound-message",
                new TreeMap<>(Map.of(
                        "MessageSid",
                        "SM" + UUID.randomUUID().toString().replace("-", ""),
                        "From",
                        (channel == Channel.WHATSAPP ? "whatsapp:" : "") + patient.phone(),
                        "Body",
                        text)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        clinic.whenAllIsQuiet();
        return answer.body();
    }

    private void post(String url, Map<String, String> form) {
        assertThat(send(url, form).statusCode()).isEqualTo(204);
    }

    private HttpResponse<String> send(String url, Map<String, String> form) {
        return clinic.http()
                .send(clinic.http()
                        .anonymous(url.substring(clinic.http().base().length()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("X-Twilio-Signature", signature(url, form))
                        .POST(BodyPublishers.ofString(form.entrySet().stream()
                                .map(field -> field.getKey() + "="
                                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&")))));
    }

    private String signature(String url, Map<String, String> sortedForm) {
        StringBuilder signed = new StringBuilder(url);
        sortedForm.forEach((name, value) -> signed.append(name).append(value));
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
