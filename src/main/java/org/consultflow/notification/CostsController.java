package org.consultflow.notification;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.delivery.Costs;
import org.consultflow.delivery.Costs.Cost;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows what messages cost. */
@RestController
@Tag(name = "Deliveries")
class CostsController {

    private final Costs costs;

    CostsController(Costs costs) {
        this.costs = costs;
    }

    @GetMapping("/api/costs")
    @Operation(
            summary = "What the messages of a month cost, by channel and kind",
            description =
                    "As the providers report it, minutes to days later: unpriced says for how many messages there is"
                            + " no price yet. Taxes and fees of numbers are not in it.")
    @Parameter(
            name = "month",
            in = ParameterIn.QUERY,
            required = true,
            example = "2026-12",
            schema = @Schema(type = "string"))
    @Parameter(
            name = "timeZone",
            in = ParameterIn.QUERY,
            description = "whose month; UTC if left out",
            example = "Australia/Melbourne",
            schema = @Schema(type = "string"))
    @ApiResponse(responseCode = "200", description = "The month so far")
    @ApiResponse(responseCode = "400", description = "A parameter breaks its rule or is not known", content = @Content)
    CostReport costs(@Parameter(hidden = true) @RequestParam Map<String, String> query) {
        QueryReader read = new QueryReader(query);
        YearMonth month = read.read("month", "must be a month, such as 2026-12", CostsController::month);
        ZoneId zone =
                read.read("timeZone", "must be an IANA time zone, such as Australia/Melbourne", CostsController::zone);
        read.check();
        if (month == null) {
            throw new InvalidRequestException("month", "must be given, such as 2026-12");
        }
        ZoneId whose = zone == null ? ZoneOffset.UTC : zone;
        Instant from = month.atDay(1).atStartOfDay(whose).toInstant();
        Instant to = month.plusMonths(1).atDay(1).atStartOfDay(whose).toInstant();
        return report(month, whose, from, to, costs.between(from, to));
    }

    private static YearMonth month(String text) {
        YearMonth month = YearMonth.parse(text);
        if (month.getYear() < 2000 || month.getYear() > 9998) {
            throw new IllegalArgumentException("too far away");
        }
        return month;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException(unknown);
        }
    }

    private static CostReport report(YearMonth month, ZoneId zone, Instant from, Instant to, List<Cost> found) {
        Map<String, CostLine> lines = new LinkedHashMap<>();
        Map<String, BigDecimal> totals = new TreeMap<>();
        for (Cost cost : found) {
            lines.merge(cost.channel() + "\n" + cost.kind(), CostLine.of(cost), CostLine::plus);
            if (cost.currency() != null) {
                totals.merge(cost.currency(), cost.price(), BigDecimal::add);
            }
        }
        List<Amount> total = totals.entrySet().stream()
                .map(entry -> new Amount(entry.getKey(), text(entry.getValue())))
                .toList();
        long unpriced = lines.values().stream().mapToLong(CostLine::unpriced).sum();
        return new CostReport(month.toString(), zone.getId(), from, to, List.copyOf(lines.values()), total, unpriced);
    }

    private static String text(BigDecimal amount) {
        BigDecimal shortest = amount.stripTrailingZeros();
        return (shortest.scale() < 2 ? shortest.setScale(2) : shortest).toPlainString();
    }

    /**
     * A month's report.
     *
     * @param total by currency: sums of different currencies are no sum
     * @param unpriced messages for which no provider has said a price
     */
    record CostReport(
            String month,
            String timeZone,
            Instant from,
            Instant to,
            List<CostLine> lines,
            List<Amount> total,
            long unpriced) {}

    /** @param messages that a provider took, whether they arrived or not */
    record CostLine(String channel, String kind, long messages, long segments, List<Amount> cost, long unpriced) {

        static CostLine of(Cost cost) {
            boolean priced = cost.currency() != null;
            return new CostLine(
                    cost.channel(),
                    cost.kind(),
                    cost.messages(),
                    cost.segments(),
                    priced ? List.of(new Amount(cost.currency(), text(cost.price()))) : List.of(),
                    priced || cost.free() ? 0 : cost.messages());
        }

        CostLine plus(CostLine other) {
            List<Amount> both = new ArrayList<>(cost);
            both.addAll(other.cost);
            return new CostLine(
                    channel,
                    kind,
                    messages + other.messages,
                    segments + other.segments,
                    both,
                    unpriced + other.unpriced);
        }
    }

    /**
     * @param currency ISO 4217
     * @param amount as a decimal number, such as {@code 0.0550}
     */
    record Amount(
            @Schema(example = "USD") String currency,
            @Schema(example = "0.1105") String amount) {}
}
