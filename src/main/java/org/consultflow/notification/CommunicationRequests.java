package org.consultflow.notification;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import io.swagger.v3.oas.annotations.media.Schema;
import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.InvalidRequestException.Violation;
import org.consultflow.delivery.Courier;
import org.consultflow.people.Consents;
import org.consultflow.people.Preferences;
import org.consultflow.people.QuietHours;
import org.consultflow.people.QuietHours.Mode;
import org.springframework.stereotype.Component;

/** What may be said about consent and preferences over the API, beyond the form of the fields. */
@Component
class CommunicationRequests {

    /** What another machine's clock may be ahead. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Set<String> NOT_FOR_OTHERS = Set.of(Consents.BOOKING, Consents.ASSUMED);

    private final Courier courier;
    private final Clock clock;

    CommunicationRequests(Courier courier, Clock clock) {
        this.courier = courier;
        this.clock = clock;
    }

    /**
     * What a patient said about a channel.
     *
     * @param status {@code active} or {@code inactive}, as a FHIR Consent has it
     * @param dateTime when it was said, ISO 8601 with an offset; now if left out
     * @param source where it was said, a code word of the caller's; {@code api} if left out
     */
    @Schema(name = "Consent")
    record ConsentRequest(
            @NotNull
            @Pattern(regexp = "active|inactive", message = "must be active or inactive")
            @Schema(allowableValues = {"active", "inactive"})
            String status,

            @Schema(example = "2026-11-20T10:00:00+11:00") String dateTime,

            @Pattern(regexp = "[a-z][a-z0-9-]{0,40}", message = "must be a code word such as paper-form")
            @Schema(example = "paper-form")
            String source) {}

    /** What a patient prefers; a field that is left out is cleared. */
    @Schema(name = "Preferences")
    record PreferencesRequest(
            @Size(max = 20) List<@NotNull String> channels,
            @Size(max = 35) @Schema(example = "es") String language,
            @Valid QuietHoursRequest quietHours) {}

    /**
     * When a patient does not want to be disturbed.
     *
     * @param from local time, such as {@code 21:00}
     * @param to local time; on the next day if it is not after {@code from}
     * @param timeZone IANA
     * @param mode {@code defer} if left out
     */
    @Schema(name = "QuietHours")
    record QuietHoursRequest(
            @NotNull @Schema(example = "21:00") String from,
            @NotNull @Schema(example = "07:00") String to,

            @NotNull @Schema(example = "Australia/Melbourne")
            String timeZone,

            @Schema(
                    allowableValues = {"defer", "bring-forward", "drop"},
                    defaultValue = "defer")
            String mode) {}

    /** @throws InvalidRequestException if no message can go by it */
    void checkChannel(String channel) {
        if (!courier.channels().contains(channel)) {
            throw new InvalidRequestException("channel", channelRule());
        }
    }

    /** @return when it was said; null if that is not told */
    Instant dateTime(ConsentRequest request) {
        if (request.dateTime() == null) {
            return null;
        }
        try {
            Instant said = OffsetDateTime.parse(request.dateTime()).toInstant();
            Instant now = clock.instant();
            if (!said.isAfter(now.plus(SKEW))) {
                // what lies ahead would outlive whatever is said until then
                return said.isAfter(now) ? now : said;
            }
        } catch (DateTimeException e) {
            throw new InvalidRequestException(
                    "dateTime", "must be ISO 8601 with an offset, such as 2026-11-20T10:00:00+11:00");
        }
        throw new InvalidRequestException("dateTime", "must not be in the future");
    }

    /** @return where it was said */
    String source(ConsentRequest request) {
        if (request.source() == null) {
            return "api";
        }
        if (NOT_FOR_OTHERS.contains(request.source())) {
            throw new InvalidRequestException(
                    "source", "must be a word of your own: this one means what a booking says");
        }
        return request.source();
    }

    /** @throws InvalidRequestException naming each field and the rule it breaks */
    Preferences preferences(PreferencesRequest request) {
        List<Violation> broken = new ArrayList<>();
        List<String> channels = request.channels() == null ? List.of() : request.channels();
        if (!courier.channels().containsAll(channels) || new HashSet<>(channels).size() < channels.size()) {
            broken.add(new Violation("channels", channelRule() + ", none of them twice"));
        }
        Locale language = language(request.language(), broken);
        QuietHours quiet = request.quietHours() == null ? null : quietHours(request.quietHours(), broken);
        if (!broken.isEmpty()) {
            throw new InvalidRequestException(broken);
        }
        return new Preferences(channels, language, quiet);
    }

    private static Locale language(String text, List<Violation> broken) {
        try {
            Locale language = text == null
                    ? null
                    : new Locale.Builder().setLanguageTag(text).build();
            if (language == null || !language.getLanguage().isEmpty()) {
                return language;
            }
        } catch (IllformedLocaleException e) {
            // answered below
        }
        broken.add(new Violation("language", "must be a language tag (BCP 47), such as en or es-MX"));
        return null;
    }

    private static QuietHours quietHours(QuietHoursRequest request, List<Violation> broken) {
        LocalTime from = time(request.from(), "quietHours.from", broken);
        LocalTime to = time(request.to(), "quietHours.to", broken);
        boolean zoneKnown = ZoneId.getAvailableZoneIds().contains(request.timeZone());
        if (!zoneKnown) {
            broken.add(new Violation("quietHours.timeZone", "must be an IANA time zone, such as Australia/Melbourne"));
        }
        Optional<Mode> mode = request.mode() == null ? Optional.of(Mode.DEFER) : Mode.of(request.mode());
        if (mode.isEmpty()) {
            broken.add(new Violation("quietHours.mode", "must be one of defer, bring-forward, drop"));
        }
        if (from != null && from.equals(to)) {
            broken.add(new Violation("quietHours.to", "must not be the time at which they begin"));
        }
        return broken.isEmpty() ? new QuietHours(from, to, ZoneId.of(request.timeZone()), mode.orElseThrow()) : null;
    }

    private static LocalTime time(String text, String field, List<Violation> broken) {
        if (text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            return LocalTime.parse(text);
        }
        broken.add(new Violation(field, "must be a time of the day, such as 21:00"));
        return null;
    }

    private String channelRule() {
        return "must be one of "
                + String.join(", ", courier.channels().stream().sorted().toList());
    }
}
