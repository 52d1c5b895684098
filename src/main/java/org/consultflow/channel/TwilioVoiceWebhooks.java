package org.consultflow.channel;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Conference;
import com.twilio.twiml.voice.Dial;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Say;
import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.voice.CallEvents;
import org.consultflow.voice.CallEvents.Connection;
import org.consultflow.voice.CallEvents.End;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Twilio asks and tells of calls. {@link TwilioSignatureInterceptor} has verified each. {@code leg} is ours. */
@RestController
@Hidden
class TwilioVoiceWebhooks {

    static final String VOICE = "/webhooks/twilio/voice";
    static final String CALL_STATUS = "/webhooks/twilio/call-status";
    private static final int BOTH = 2;

    private final CallEvents calls;
    private final TwilioVoiceSettings settings;
    private final String clinic;

    TwilioVoiceWebhooks(
            CallEvents calls, TwilioVoiceSettings settings, @Value("${consultflow.clinic.name}") String clinic) {
        this.calls = calls;
        this.settings = settings;
        this.clinic = clinic;
    }

    /** Somebody has answered: what is to happen, in TwiML. */
    @PostMapping(path = VOICE, produces = MediaType.APPLICATION_XML_VALUE)
    ResponseEntity<String> answered(
            @RequestParam(name = "leg", required = false) String leg,
            @RequestParam(name = "CallSid", required = false) String sid,
            @RequestParam(name = "AnsweredBy", defaultValue = "unknown") String answeredBy) {
        Optional<UUID> known = TwilioWebhooks.uuid(leg);
        if (known.isEmpty() || sid == null || !sid.matches(TwilioWebhooks.SID)) {
            return ResponseEntity.badRequest().build();
        }
        boolean human = !answeredBy.startsWith("machine") && !answeredBy.equals("fax");
        return ResponseEntity.ok(calls.answered(known.get(), sid, human)
                .map(this::conference)
                .orElseGet(() -> new VoiceResponse.Builder()
                        .hangup(new Hangup.Builder().build())
                        .build()
                        .toXml()));
    }

    private String conference(Connection connection) {
        String language = settings.language(connection.language());
        return new VoiceResponse.Builder()
                .say(new Say.Builder(settings.greeting(language, clinic))
                        .language(language.equals("es") ? Say.Language.ES_ES : Say.Language.EN_GB)
                        .build())
                .dial(new Dial.Builder()
                        .conference(new Conference.Builder(connection.conference())
                                .beep(Conference.Beep.FALSE)
                                .startConferenceOnEnter(true)
                                .endConferenceOnExit(true)
                                .maxParticipants(BOTH)
                                .build())
                        .build())
                .build()
                .toXml();
    }

    /** How a call ended. A status that is not an end is passed over. */
    @PostMapping(CALL_STATUS)
    ResponseEntity<Void> status(
            @RequestParam(name = "leg", required = false) String leg,
            @RequestParam(name = "CallSid", required = false) String sid,
            @RequestParam(name = "CallStatus", required = false) String status,
            @RequestParam(name = "ErrorCode", required = false) String errorCode) {
        Optional<UUID> known = TwilioWebhooks.uuid(leg);
        if (known.isEmpty() || sid == null || !sid.matches(TwilioWebhooks.SID) || status == null) {
            return ResponseEntity.badRequest().build();
        }
        Arrays.stream(End.values())
                .filter(end -> end.name().equalsIgnoreCase(status.replace('-', '_')))
                .findFirst()
                .ifPresent(end -> calls.ended(known.get(), sid, end, TwilioWebhooks.number(errorCode)));
        return ResponseEntity.noContent().build();
    }
}
