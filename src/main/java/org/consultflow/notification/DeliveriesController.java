package org.consultflow.notification;

import java.util.List;
import java.util.Map;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.delivery.DeliveryFilter;
import org.consultflow.delivery.DeliveryLedger;
import org.consultflow.delivery.DeliveryLedger.Position;
import org.consultflow.delivery.RecordedDelivery;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the ledger. */
@RestController
@Tag(name = "Deliveries")
class DeliveriesController {

    private static final int USUAL = 50;
    private static final int MOST = 200;

    private final DeliveryLedger ledger;

    DeliveriesController(DeliveryLedger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/api/deliveries")
    @Operation(
            summary = "Every delivery with each attempt, newest first",
            description =
                    "A delivery is one channel of something that somebody was to be told. The answer holds no contact"
                            + " data and no words of any message. Messages that were suppressed as a whole, before any channel, are"
                            + " in the timeline of their consultation.")
    @Parameter(name = "consultation", in = ParameterIn.QUERY, schema = @Schema(type = "string", format = "uuid"))
    @Parameter(name = "kind", in = ParameterIn.QUERY, example = "reminder-24h", schema = @Schema(type = "string"))
    @Parameter(name = "audience", in = ParameterIn.QUERY, example = "patient", schema = @Schema(type = "string"))
    @Parameter(name = "channel", in = ParameterIn.QUERY, example = "sms", schema = @Schema(type = "string"))
    @Parameter(name = "state", in = ParameterIn.QUERY, example = "failed", schema = @Schema(type = "string"))
    @Parameter(
            name = "code",
            in = ParameterIn.QUERY,
            description = "a provider's error code that one of its attempts met",
            example = "63024",
            schema = @Schema(type = "integer"))
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "requested at this moment or later",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "to",
            in = ParameterIn.QUERY,
            description = "requested before this moment",
            schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            name = "limit",
            in = ParameterIn.QUERY,
            schema = @Schema(type = "integer", minimum = "1", maximum = "200", defaultValue = "50"))
    @Parameter(
            name = "cursor",
            in = ParameterIn.QUERY,
            description = "next of the page before, with the same filters",
            schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", description = "One page")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule or is not known", content = @Content)
    DeliveryPage deliveries(@Parameter(hidden = true) @RequestParam Map<String, String> query) {
        QueryReader read = new QueryReader(query);
        DeliveryFilter filter = new DeliveryFilter(
                read.uuid("consultation"),
                read.word("kind"),
                read.word("audience"),
                read.word("channel"),
                read.oneOf("state", DeliveryLedger.states()),
                read.number("code", 1, 999_999),
                read.instant("from"),
                read.instant("to"));
        Integer limit = read.number("limit", 1, MOST);
        Position after = read.read("cursor", "must be what a page before has as next", DeliveryCursor::read);
        read.check();
        int size = limit == null ? USUAL : limit;
        // one more tells whether there is a next page
        List<RecordedDelivery> found = ledger.page(filter, after, size + 1);
        if (found.size() <= size) {
            return new DeliveryPage(found, null);
        }
        RecordedDelivery last = found.get(size - 1);
        return new DeliveryPage(found.subList(0, size), DeliveryCursor.of(new Position(last.requestedAt(), last.id())));
    }

    /** @param next cursor of the next page; left out on the last one */
    record DeliveryPage(List<RecordedDelivery> deliveries, String next) {}
}
