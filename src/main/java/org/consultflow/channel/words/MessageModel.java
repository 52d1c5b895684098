package org.consultflow.channel.words;

import java.math.BigDecimal;
import java.net.URI;
import java.text.NumberFormat;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.HashMap;
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

    private static final Map<String, Function<MessageModel, Object>> OPEN = openValues();
    private static final Map<String, Function<MessageModel, Object>> MAIL_ONLY = mailOnlyValues();
    private static final Map<String, Function<MessageModel, Object>> MAIL = both(OPEN, MAIL_ONLY);

    private final MessageFacts facts;
    private final ClinicProperties clinic;
    private final Locale locale;
    private final TimeWords times;
    private final CalendarLinks links;
    private final BrandColor brand;

    MessageModel(MessageFacts facts, ClinicProperties clinic, Locale locale) {
        this(facts, clinic, locale, CalendarLinks.NONE);
    }

    private MessageModel(MessageFacts facts, ClinicProperties clinic, Locale locale, CalendarLinks links) {
        this.facts = facts;
        this.clinic = clinic;
        this.locale = locale;
        this.times = TimeWords.in(locale);
        this.links = links;
        this.brand = BrandColor.of(clinic.color());
    }

    /** For words that others may read too. */
    Placeholders<MessageModel> open() {
        return new Placeholders<>(this, OPEN, MAIL_ONLY.keySet());
    }

    /** For the body of a mail. */
    Placeholders<MessageModel> mail(CalendarLinks links) {
        return new Placeholders<>(new MessageModel(facts, clinic, locale, links), MAIL, Set.of());
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
    static Set<String> names() {
        return new TreeSet<>(MAIL.keySet());
    }

    private static Map<String, Function<MessageModel, Object>> openValues() {
        Map<String, Function<MessageModel, Object>> values = new HashMap<>();
        values.put("clinicName", model -> model.clinic.name());
        values.put("supportPhone", model -> model.clinic.supportPhone());
        values.put("day", model -> model.times.day(model.facts.start()));
        values.put("time", model -> model.times.time(model.facts.start()));
        values.put("when", model -> model.times.when(model.facts.start()));
        values.put("dayShort", model -> model.times.dayShort(model.facts.start()));
        values.put("timeShort", model -> model.times.timeShort(model.facts.start()));
        values.put("whenShort", model -> model.times.whenShort(model.facts.start()));
        values.put("joinUrl", model -> text(model.facts.joinUrl()));
        values.put("deviceTestUrl", model -> text(model.facts.deviceTestUrl()));
        values.put("answerUrl", model -> text(model.facts.answerUrl()));
        values.put("asksForAnswer", model -> model.facts.asksForAnswer() ? "yes" : null);
        values.put("payBy", model -> said(model.facts.paymentDueBy(), model.times::when));
        values.put("payByShort", model -> said(model.facts.paymentDueBy(), model.times::whenShort));
        values.put("answerBy", model -> said(model.facts.acceptanceDueBy(), model.times::when));
        values.put("answerByShort", model -> said(model.facts.acceptanceDueBy(), model.times::whenShort));
        return Map.copyOf(values);
    }

    private static Map<String, Function<MessageModel, Object>> mailOnlyValues() {
        Map<String, Function<MessageModel, Object>> values = new HashMap<>();
        values.put("audience", model -> model.facts.audience());
        values.put("consultationType", model -> model.facts.consultationType());
        values.put("durationMinutes", model -> model.facts.durationMinutes());
        values.put("recipientName", model -> model.facts.recipientName());
        values.put("patientName", model -> model.facts.patientName());
        values.put("providerName", model -> model.facts.providerName());
        values.put("otherName", MessageModel::otherName);
        values.put("providerPhotoUrl", model -> webAddress(model.facts.providerPhotoUrl()));
        values.put("location", model -> model.facts.location());
        values.put("sessionsUrl", model -> text(model.facts.sessionsUrl().get()));
        values.put("amount", MessageModel::amount);
        values.put("cancelledBy", model -> model.facts.cancelledBy());
        values.put("reason", model -> model.facts.reason());
        values.put("supportEmail", model -> model.clinic.supportEmail());
        values.put("googleCalendarUrl", model -> model.links.google());
        values.put("outlookCalendarUrl", model -> model.links.outlook());
        values.put("brandColor", model -> model.brand.toString());
        values.put("brandText", model -> model.brand.textOnIt().toString());
        values.put("brandOnLight", model -> model.brand.onLight().toString());
        values.put("brandOnDark", model -> model.brand.onDark().toString());
        return Map.copyOf(values);
    }

    private static <K, V> Map<K, V> both(Map<K, V> some, Map<K, V> others) {
        Map<K, V> all = new HashMap<>(some);
        all.putAll(others);
        return Map.copyOf(all);
    }

    private String otherName() {
        return "provider".equals(facts.audience()) ? facts.patientName() : facts.providerName();
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
    private String amount() {
        BigDecimal amount = facts.paymentAmount();
        Currency currency = facts.paymentCurrency();
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
