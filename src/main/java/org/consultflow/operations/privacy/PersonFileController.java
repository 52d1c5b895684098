package org.consultflow.operations.privacy;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.operations.privacy.PersonFiles.PersonFile;
import org.consultflow.people.Role;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives out or erases what is held of a patient or provider. */
@RestController
@RequestMapping(produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Privacy", description = "What is held of a person, given out or erased on request. Both are in the audit.")
class PersonFileController {

    private static final String ALL =
            "Contact data, consent, preferences, visits with their history, every message with when and where it went,"
                    + " what came back, chat and calls, what was recorded and with whose consent: one list for each, opened."
                    + " The only answer of this API with contact data in it. Sound and pictures are not in it: each"
                    + " recording has a link to ask for.";
    private static final String GONE =
            "Names, addresses, free texts, chat, what was written to us, consent, preferences and the reference itself go."
                    + " Statuses, times, costs and the audit stay, without the person; a \"stop\" stays as a keyed hash of the"
                    + " address. Recordings are deleted at the provider of rooms soon after. Asked again, or for a reference that is"
                    + " not known, it answers with no visits.";

    private final PersonFiles files;

    PersonFileController(PersonFiles files) {
        this.files = files;
    }

    @Schema(description = "What was erased")
    record Erased(
            @Schema(description = "Of how many visits") int consultations) {}

    @GetMapping("/api/patients/{reference}/export")
    @Operation(summary = "All that is held of a patient", description = ALL)
    @ApiResponse(responseCode = "200", description = "what is held")
    @ApiResponse(
            responseCode = "404",
            description = "no patient of this reference",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<PersonFile> patient(@Parameter(example = "pat-7") @PathVariable String reference) {
        return answer(files.export(Role.PATIENT, reference));
    }

    @GetMapping("/api/providers/{reference}/export")
    @Operation(summary = "All that is held of a provider", description = ALL)
    @ApiResponse(responseCode = "200", description = "what is held")
    @ApiResponse(
            responseCode = "404",
            description = "no provider of this reference",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    ResponseEntity<PersonFile> provider(@Parameter(example = "doc-3") @PathVariable String reference) {
        return answer(files.export(Role.PROVIDER, reference));
    }

    @DeleteMapping("/api/patients/{reference}")
    @Operation(summary = "Erase a patient", description = GONE)
    @ApiResponse(responseCode = "200", description = "nothing is held any more")
    @ApiResponse(
            responseCode = "409",
            description = "a visit has not ended; nothing was erased",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Erased erasePatient(@Parameter(example = "pat-7") @PathVariable String reference) {
        return new Erased(files.erase(Role.PATIENT, reference));
    }

    @DeleteMapping("/api/providers/{reference}")
    @Operation(summary = "Erase a provider", description = GONE)
    @ApiResponse(responseCode = "200", description = "nothing is held any more")
    @ApiResponse(
            responseCode = "409",
            description = "a visit has not ended; nothing was erased",
            content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
    Erased eraseProvider(@Parameter(example = "doc-3") @PathVariable String reference) {
        return new Erased(files.erase(Role.PROVIDER, reference));
    }

    private static ResponseEntity<PersonFile> answer(PersonFile file) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(file);
    }
}
