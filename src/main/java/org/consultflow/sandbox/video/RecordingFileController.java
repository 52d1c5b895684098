package org.consultflow.sandbox.video;

import java.nio.charset.StandardCharsets;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.sandbox.twilio.SandboxRecording;
import org.consultflow.sandbox.twilio.SandboxTwilio;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Where the stand-in's link to a recording leads: nothing was recorded, and that is what is said there. */
@RestController
@Hidden
@ConditionalOnProperty("consultflow.stand-in.twilio")
class RecordingFileController {

    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final SandboxTwilio twilio;

    RecordingFileController(SandboxTwilio twilio) {
        this.twilio = twilio;
    }

    @GetMapping("/sandbox/recordings/{sid}")
    ResponseEntity<String> file(@PathVariable String sid) {
        return twilio.recordings().stream()
                .filter(recording ->
                        recording.sid().equals(sid) && recording.status().equals("completed"))
                .findFirst()
                .map(recording -> ResponseEntity.ok()
                        .contentType(TEXT)
                        .cacheControl(CacheControl.noStore())
                        .body(words(recording)))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private static String words(SandboxRecording recording) {
        return "Here Twilio would give the file: " + recording.type() + ", " + recording.seconds()
                + " s. The sandbox records nothing.\n";
    }
}
