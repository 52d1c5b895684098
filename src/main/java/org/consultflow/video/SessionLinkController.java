package org.consultflow.video;

import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.audit.Audit;
import org.consultflow.people.People;
import org.consultflow.people.PersonNotFoundException;
import org.consultflow.people.Role;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives out links to lists of sessions. */
@RestController
@Tag(name = "Sessions", description = "The lists that patients and providers reach by a link of their own")
class SessionLinkController {

    private static final String DESCRIPTION =
            "A page with the sessions that are ahead, each with its join button; for the person"
                    + " alone: whoever has the link may join as them. Good for 30 days.";

    private final People people;
    private final SessionLinks links;
    private final Audit audit;

    SessionLinkController(People people, SessionLinks links, Audit audit) {
        this.people = people;
        this.links = links;
        this.audit = audit;
    }

    @PostMapping(path = "/api/providers/{reference}/sessions-link", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A link to a provider's list of sessions", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", description = "the link, and until when it is good")
    @ApiResponse(
            responseCode = "404",
            description = "no provider of this reference",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<SessionLinks.Link> ofProvider(@Parameter(example = "doc-3") @PathVariable String reference) {
        return link(Role.PROVIDER, reference);
    }

    @PostMapping(path = "/api/patients/{reference}/sessions-link", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "A link to a patient's list of sessions", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", description = "the link, and until when it is good")
    @ApiResponse(
            responseCode = "404",
            description = "no patient of this reference",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<SessionLinks.Link> ofPatient(@Parameter(example = "pat-7") @PathVariable String reference) {
        return link(Role.PATIENT, reference);
    }

    private ResponseEntity<SessionLinks.Link> link(Role role, String reference) {
        UUID person = people.find(role, reference).orElseThrow(() -> new PersonNotFoundException(role));
        audit.record("api", "sessions-link-given", null, "role=" + role.word() + " person=" + person);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(links.linkFor(person, Participant.of(role.word()).orElseThrow()));
    }
}
