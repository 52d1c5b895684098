package org.consultflow.sandbox.twilio;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** What Twilio asks of a new message beyond its description; error codes as in its error reference. */
final class MessageRules {

    private static final Pattern E164 = Pattern.compile("(whatsapp:)?\\+[1-9]\\d{6,14}");
    private static final Pattern CONTENT_SID = Pattern.compile("HX[0-9a-fA-F]{32}");
    private static final int LONGEST_BODY = 1600;
    private static final int LONGEST_VALIDITY = 36_000;

    private final TwilioAccount account;
    private final JsonMapper json;

    MessageRules(TwilioAccount account, JsonMapper json) {
        this.account = account;
        this.json = json;
    }

    /** @throws TwilioError for the first rule that is broken */
    void check(TwilioRequest request) {
        String to = request.field("To");
        refuseIf(to == null, 21604, "A 'To' phone number is required.");
        checkSender(request, to);
        checkContent(request);
        refuseIf(!E164.matcher(to).matches(), 21211, "Invalid 'To' Phone Number");
        checkValidity(request.field("ValidityPeriod"));
        checkCallback(request.field("StatusCallback"));
    }

    private void checkSender(TwilioRequest request, String to) {
        String from = request.field("From");
        String service = request.field("MessagingServiceSid");
        refuseIf(from == null && service == null, 21603, "A 'From' phone number is required.");
        if (from == null) {
            refuseIf(!service.equals(account.messagingServiceSid()), 21701, "The Messaging Service does not exist");
            return;
        }
        boolean whatsapp = from.startsWith(TwilioAccount.WHATSAPP);
        refuseIf(
                whatsapp != to.startsWith(TwilioAccount.WHATSAPP),
                21910,
                "Invalid From and To pair. From and To should be of the same channel");
        refuseIf(!E164.matcher(from).matches(), 21212, "Invalid From Number");
        refuseIf(
                !account.owns(from),
                whatsapp ? 63007 : 21606,
                whatsapp
                        ? "Twilio could not find a Channel with the specified From address"
                        : "The 'From' number is not a valid, message-capable Twilio phone number for this destination");
    }

    private void checkContent(TwilioRequest request) {
        String body = request.field("Body");
        String content = request.field("ContentSid");
        String variables = request.field("ContentVariables");
        refuseIf(
                variables != null && content == null,
                21654,
                "ContentSid is required when ContentVariables is provided");
        refuseIf(
                body == null && content == null && request.field("MediaUrl") == null,
                21619,
                "A text message body or media urls must be specified.");
        refuseIf(
                body != null && body.length() > LONGEST_BODY,
                21617,
                "The concatenated message body exceeds the " + LONGEST_BODY + " character limit");
        refuseIf(
                content != null && !CONTENT_SID.matcher(content).matches(),
                21655,
                "The ContentSid parameter is invalid");
        refuseIf(variables != null && !isJsonObject(variables), 21656, "The ContentVariables parameter is invalid");
    }

    private boolean isJsonObject(String text) {
        try {
            return json.readTree(text).isObject();
        } catch (JsonProcessingException notJson) {
            return false;
        }
    }

    private static void checkValidity(String seconds) {
        boolean fine = seconds == null
                || (seconds.matches("\\d{1,5}")
                        && Integer.parseInt(seconds) >= 1
                        && Integer.parseInt(seconds) <= LONGEST_VALIDITY);
        refuseIf(!fine, 90007, "The ValidityPeriod must be from 1 to " + LONGEST_VALIDITY + " seconds");
    }

    private static void checkCallback(String url) {
        if (url == null) {
            return;
        }
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            refuseIf(!http || uri.getHost() == null, 21609, "The 'StatusCallback' URL is not a valid URL");
        } catch (URISyntaxException notAUrl) {
            throw TwilioError.badRequest(21609, "The 'StatusCallback' URL is not a valid URL");
        }
    }

    private static void refuseIf(boolean broken, int code, String message) {
        if (broken) {
            throw TwilioError.badRequest(code, message);
        }
    }
}
