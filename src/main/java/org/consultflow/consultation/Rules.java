package org.consultflow.consultation;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.consultflow.consultation.InvalidRequestException.Violation;

/** Collects broken rules, so that a caller hears of all of them at once. No rule quotes the value that broke it. */
final class Rules {

    private static final Duration FURTHEST = Duration.ofDays(2 * 366L);
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();

    private final List<Violation> violations = new ArrayList<>();

    void require(boolean kept, String field, String rule) {
        if (!kept) {
            violations.add(new Violation(field, rule));
        }
    }

    void throwIfBroken() {
        if (!violations.isEmpty()) {
            throw new InvalidRequestException(violations);
        }
    }

    /** @return the first revision of a schedule; null if a rule is broken */
    Schedule schedule(String start, String timeZone, int minutes, Instant now) {
        Instant instant = instant(start, "start");
        ZoneId zone = zone(timeZone, "timeZone");
        if (instant == null || zone == null) {
            return null;
        }
        if (!instant.isAfter(now) || instant.isAfter(now.plus(FURTHEST))) {
            require(false, "start", "must be in the future, and no more than two years ahead");
            return null;
        }
        return new Schedule(instant, zone, Duration.ofMinutes(minutes), 1);
    }

    /** @return null if there is no text or a rule is broken */
    Instant instant(String text, String field) {
        if (text == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            require(false, field, "must be ISO 8601 with an offset, such as 2026-12-01T09:00:00+11:00");
            return null;
        }
    }

    /** @return null if a rule is broken */
    ZoneId zone(String text, String field) {
        // the zone's own list of them is a copy of six hundred each time
        if (ZoneRulesProvider.getAvailableZoneIds().contains(text)) {
            return ZoneId.of(text);
        }
        require(false, field, "must be an IANA time zone, such as Australia/Melbourne");
        return null;
    }

    /** @return the number in E.164; null if there is none or a rule is broken */
    String phone(String text, String field) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            PhoneNumber number = PHONES.parse(text, null);
            if (PHONES.isPossibleNumber(number)) {
                return PHONES.format(number, PhoneNumberFormat.E164);
            }
        } catch (NumberParseException e) {
            // answered below, without the value
        }
        require(false, field, "must be a phone number in E.164, such as +61491570156");
        return null;
    }

    Locale locale(String text, String field, Locale otherwise) {
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            return new Locale.Builder().setLanguageTag(text).build();
        } catch (IllformedLocaleException e) {
            require(false, field, "must be a language tag (BCP 47), such as en or es-MX");
            return otherwise;
        }
    }

    /** @return null if there is none or a rule is broken */
    URI webAddress(String text, String field) {
        try {
            return text == null ? null : new URI(text);
        } catch (URISyntaxException e) {
            require(false, field, "must be a web address without spaces, such as https://clinic.example/photo.jpg");
            return null;
        }
    }

    /** @return null if a rule is broken */
    Currency currency(String text, String field) {
        try {
            if (text != null) {
                return Currency.getInstance(text);
            }
        } catch (IllegalArgumentException e) {
            // answered below
        }
        require(false, field, "must be an ISO 4217 code, such as AUD");
        return null;
    }
}
