package org.consultflow.notification;

import java.util.List;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the timeline. */
@RestController
@Tag(name = "Consultations")
class TimelineController {

    private final Timeline timeline;

    TimelineController(Timeline timeline) {
        this.timeline = timeline;
    }

    @GetMapping("/api/consultations/{id}/timeline")
    @Operation(summary = "Everything that happened or will happen, with reasons and provider codes")
    TimelineResource timeline(@PathVariable UUID id) {
        return new TimelineResource(id, timeline.of(id));
    }

    record TimelineResource(UUID consultationId, List<TimelineEntry> entries) {}
}
