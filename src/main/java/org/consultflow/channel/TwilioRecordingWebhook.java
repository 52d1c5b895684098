package org.consultflow.channel;

import java.util.Map;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What Twilio tells of recordings. {@link TwilioSignatureInterceptor} has verified each call. */
@RestController
@Hidden
class TwilioRecordingWebhook {

    static final String RECORDING_STATUS = "/webhooks/twilio/recording-status";

    private final TwilioRecordings recordings;

    TwilioRecordingWebhook(TwilioRecordings recordings) {
        this.recordings = recordings;
    }

    /** Where a recording stands. */
    @PostMapping(RECORDING_STATUS)
    ResponseEntity<Void> recordingStatus(@RequestParam Map<String, String> form) {
        boolean taken = form.containsKey("StatusCallbackEvent") && recordings.take(form);
        return taken
                ? ResponseEntity.noContent().build()
                : ResponseEntity.badRequest().build();
    }
}
