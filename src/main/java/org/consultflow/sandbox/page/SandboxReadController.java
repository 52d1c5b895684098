package org.consultflow.sandbox.page;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.consultation.ProcessPositions;
import org.consultflow.sandbox.mail.Mailbox;
import org.consultflow.sandbox.mail.SandboxMail;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the page reads. */
@Hidden
@RestController
@RequestMapping("/sandbox")
@ConditionalOnProperty("consultflow.sandbox.page")
class SandboxReadController {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final StateReader state;
    private final ProcessPositions positions;
    private final ObjectProvider<Mailbox> mailbox;

    SandboxReadController(StateReader state, ProcessPositions positions, ObjectProvider<Mailbox> mailbox) {
        this.state = state;
        this.positions = positions;
        this.mailbox = mailbox;
    }

    @GetMapping("/state")
    SandboxState state(@RequestParam(required = false) UUID consultation) {
        return state.read(consultation);
    }

    /** A mail with its parts; a part it does not have is null. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record MailView(
            UUID id, String subject, String from, String to, Instant at, String html, String text, String calendar) {

        @Override
        public String toString() {
            return "MailView[" + id + "]";
        }
    }

    @GetMapping("/mails/{mailId}")
    MailView mail(@PathVariable UUID mailId) {
        SandboxMail mail = find(mailId);
        return new MailView(
                mail.id(),
                mail.subject(),
                mail.from(),
                mail.to(),
                mail.at(),
                mail.html(),
                mail.text(),
                mail.calendar());
    }

    @GetMapping("/mails/{mailId}/calendar.ics")
    ResponseEntity<byte[]> calendar(@PathVariable UUID mailId) {
        String entry = Optional.ofNullable(find(mailId).calendar())
                .orElseThrow(() -> notFound("this mail has no calendar entry"));
        return ResponseEntity.ok()
                .contentType(CALENDAR)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("calendar.ics")
                                .build()
                                .toString())
                .body(entry.getBytes(StandardCharsets.UTF_8));
    }

    @GetMapping("/diagram/{processDefinitionId}")
    ResponseEntity<String> diagram(@PathVariable String processDefinitionId) {
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "xml", StandardCharsets.UTF_8))
                .body(positions
                        .diagram(processDefinitionId)
                        .orElseThrow(() -> notFound("there is no such process definition")));
    }

    private SandboxMail find(UUID id) {
        return mailbox.stream()
                .flatMap(box -> box.find(id).stream())
                .findFirst()
                .orElseThrow(() -> notFound("there is no mail of this id: the mailbox is empty after a restart"));
    }

    private static ResponseStatusException notFound(String why) {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, why);
    }
}
