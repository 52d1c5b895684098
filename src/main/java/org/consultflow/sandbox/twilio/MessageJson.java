package org.consultflow.sandbox.twilio;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A message as the Message resource shows it. */
final class MessageJson {

    private static final DateTimeFormatter RFC_2822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss Z", Locale.US)
            .withZone(ZoneOffset.UTC);

    // example prices; Twilio's own come minutes later
    private static final Duration PRICED_AFTER = Duration.ofSeconds(30);
    private static final BigDecimal PRICE_OF_SEGMENT = new BigDecimal("0.05500");
    private static final BigDecimal PRICE_OF_WHATSAPP = new BigDecimal("0.00500");

    private MessageJson() {}

    /** @param now by real time */
    static Map<String, Object> of(SandboxMessage message, TwilioAccount account, Instant now) {
        boolean throughService = message.messagingServiceSid() != null;
        String uri = uri(account) + "/" + message.sid();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account_sid", account.accountSid());
        json.put("api_version", "2010-04-01");
        json.put("body", message.body());
        json.put("date_created", date(message.createdAt()));
        json.put("date_sent", date(message.sentAt()));
        json.put("date_updated", date(message.updatedAt()));
        json.put("direction", "outbound-api");
        json.put("error_code", message.errorCode());
        json.put("error_message", message.errorCode() == null ? null : "The message was not delivered");
        json.put("from", throughService && message.sentAt() == null ? null : sender(message, account));
        json.put("messaging_service_sid", message.messagingServiceSid());
        json.put("num_media", "0");
        json.put(
                "num_segments", throughService && message.sentAt() == null ? "0" : Integer.toString(segments(message)));
        json.put("price", price(message, now));
        json.put("price_unit", "USD");
        json.put("sid", message.sid());
        json.put("status", message.status());
        json.put("subresource_uris", Map.of("media", uri + "/Media.json"));
        json.put("to", message.toAddress());
        json.put("uri", uri + ".json");
        return json;
    }

    /** The sender as Twilio writes it; a Messaging Service sends from the account's number. */
    static String sender(SandboxMessage message, TwilioAccount account) {
        if (message.from() != null) {
            return message.from();
        }
        boolean whatsapp = message.channel().equals("whatsapp");
        return whatsapp
                ? TwilioAccount.WHATSAPP + account.whatsappFrom().replace(TwilioAccount.WHATSAPP, "")
                : account.phoneNumber();
    }

    static String uri(TwilioAccount account) {
        return "/2010-04-01/Accounts/" + account.accountSid() + "/Messages";
    }

    /** As Twilio writes it: what is owed is negative; not there at once, and never for what failed before it was sent. */
    private static String price(SandboxMessage message, Instant now) {
        boolean known =
                message.sentAt() != null && !now.isBefore(message.sentAt().plus(PRICED_AFTER));
        if (!known || message.status().equals("failed")) {
            return null;
        }
        BigDecimal each = message.channel().equals("sms") ? PRICE_OF_SEGMENT : PRICE_OF_WHATSAPP;
        return each.multiply(BigDecimal.valueOf(segments(message))).negate().toPlainString();
    }

    private static int segments(SandboxMessage message) {
        return message.channel().equals("sms") ? Segments.count(message.body()) : 1;
    }

    private static String date(Instant instant) {
        return instant == null ? null : RFC_2822.format(instant);
    }
}
