package org.consultflow.channel.words;

import java.math.BigDecimal;
import java.net.URI;
import java.text.NumberFormat;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import org.consultflow.notification.MessageFacts;

/**
 * The placeholders of a message. What can be read on a locked screen or by a carrier (SMS, WhatsApp, a mail's subject, a
 * calendar entry's title) is filled from {@link #open}: there, no name, place, amount or reason exists that a template could
 * let slip. {@link #mail} adds those for the body of a mail. The names are listed in {@code templates/README.md}.
 */
final class MessageModel {

    private final MessageFacts facts;
    private final ClinicProperties clinic;
    private final Locale locale;
    private final TimeWords times;

    MessageModel(MessageFacts facts, ClinicProperties clinic, Locale locale) {
        this.facts = facts;
        this.clinic = clinic;
        this.locale = locale;
        this.times = TimeWords.in(locale);
    }

    /** For words that others may read too. */
    Placeholders open() {
        Map<String, Object> mailOnly = mailOnly(CalendarLinks.NONE);
        return new Placeholders(openValues(), mailOnly.keySet());
    }

    /** For the body of a mail. */
    Placeholders mail(CalendarLinks links) {
        Map<String, Object> values = openValues();
        values.putAll(mailOnly(links));
        return new Placeholders(values, Set.of());
    }

    /**
     * What a provider's approved template gets, in this order: clinic, day, time; then, each where there is one, join link
     * and answer link.
     */
    List<String> variables() {
        return Stream.of(
                        clinic.name(),
                        times.day(facts.start()),
                        times.time(facts.start()),
                        text(facts.joinUrl()),
                        text(facts.answerUrl()))
                .filter(Objects::nonNull)
                .toList();
    }

    /** Every name that a mail knows. */
    Set<String> names() {
        return new TreeSet<>(mail(CalendarLinks.NONE).values().keySet());
    }

    private Map<String, Object> openValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("clinicName", clinic.name());
        values.put("supportPhone", clinic.supportPhone());
        values.put("day", times.day(facts.start()));
        values.put("time", times.time(facts.start()));
        values.put("when", times.when(facts.start()));
        values.put("dayShort", times.dayShort(facts.start()));
        values.put("timeShort", times.timeShort(facts.start()));
        values.put("whenShort", times.whenShort(facts.start()));
        values.put("joinUrl", text(facts.joinUrl()));
        values.put("deviceTestUrl", text(facts.deviceTestUrl()));
        values.put("answerUrl", text(facts.answerUrl()));
        values.put("asksForAnswer", facts.asksForAnswer() ? "yes" : null);
        values.put("payBy", said(facts.paymentDueBy(), times::when));
        values.put("payByShort", said(facts.paymentDueBy(), times::whenShort));
        values.put("answerBy", said(facts.acceptanceDueBy(), times::when));
        values.put("answerByShort", said(facts.acceptanceDueBy(), times::whenShort));
        return values;
    }

    private Map<String, Object> mailOnly(CalendarLinks links) {
        boolean provider = "provider".equals(facts.audience());
        BrandColor brand = BrandColor.of(clinic.color());
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("audience", facts.audience());
        values.put("consultationType", facts.consultationType());
        values.put("durationMinutes", facts.durationMinutes());
        values.put("recipientName", facts.recipientName());
        values.put("patientName", facts.patientName());
        values.put("providerName", facts.providerName());
        values.put("otherName", provider ? facts.patientName() : facts.providerName());
        values.put("providerPhotoUrl", webAddress(facts.providerPhotoUrl()));
        values.put("location", facts.location());
        values.put("sessionsUrl", text(facts.sessionsUrl()));
        values.put("amount", amount(facts.paymentAmount(), facts.paymentCurrency()));
        values.put("cancelledBy", facts.cancelledBy());
        values.put("reason", facts.reason());
        values.put("supportEmail", clinic.supportEmail());
        values.put("googleCalendarUrl", links.google());
        values.put("outlookCalendarUrl", links.outlook());
        values.put("brandColor", brand.toString());
        values.put("brandText", brand.textOnIt().toString());
        values.put("brandOnLight", brand.onLight().toString());
        values.put("brandOnDark", brand.onDark().toString());
        return values;
    }

    private static String said(ZonedDateTime moment, Function<ZonedDateTime, String> words) {
        return moment == null ? null : words.apply(moment);
    }

    private static String text(URI uri) {
        return uri == null ? null : uri.toString();
    }

    /** A picture in a mail comes from the web or not at all. */
    private static String webAddress(URI uri) {
        return uri != null && List.of("https", "http").contains(String.valueOf(uri.getScheme()))
                ? uri.toString()
                : null;
    }

    /** Such as {@code 120.00 AUD}: a sign would not say which dollar. */
    private String amount(BigDecimal amount, Currency currency) {
        if (amount == null || currency == null) {
            return null;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        int digits = Math.max(0, currency.getDefaultFractionDigits());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(Math.max(digits, amount.scale()));
        return format.format(amount) + " " + currency.getCurrencyCode();
    }
}
