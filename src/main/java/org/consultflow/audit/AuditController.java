package org.consultflow.audit;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Reads and checks the audit over REST. */
@RestController
@RequestMapping(path = "/api/audit", produces = MediaType.APPLICATION_JSON_VALUE)
@Tag(name = "Audit", description = "Who did what to which consultation")
class AuditController {

    private static final int MOST = 1000;

    private final HashChain chain;
    private final ChainCheck check;

    AuditController(HashChain chain, ChainCheck check) {
        this.chain = chain;
        this.check = check;
    }

    @GetMapping
    @Operation(
            summary = "Read the audit, oldest first",
            description = "To read on, give the number of the last entry as `after`.")
    @ApiResponse(responseCode = "200", description = "entries, at most as many as asked for")
    @ApiResponse(responseCode = "400", description = "a parameter has the wrong form")
    Entries entries(
            @Parameter(description = "of this consultation only") @RequestParam(required = false) UUID consultationId,
            @RequestParam(defaultValue = "0") long after,
            @Parameter(description = "1 to 1000") @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "limit must be 1 to 1000");
        }
        return new Entries(chain.after(after, consultationId, limit).stream()
                .map(HashChain.Link::entry)
                .toList());
    }

    @GetMapping("/verification")
    @Operation(
            summary = "Check that nobody has changed the audit",
            description = "Goes through all of it. Says which entry is the first that is not as it was written.")
    @ApiResponse(responseCode = "200", description = "the verdict: intact or not")
    ChainCheck.Verdict verification() {
        return check.check();
    }

    record Entries(List<AuditEntry> entries) {}
}
