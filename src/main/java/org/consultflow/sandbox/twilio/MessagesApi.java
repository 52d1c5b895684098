package org.consultflow.sandbox.twilio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.sandbox.faults.Faults;

/** The Message resource: made, fetched and listed; and what becomes of each. */
final class MessagesApi {

    private static final Duration SLOW = Duration.ofSeconds(4);

    private final TwilioAccount account;
    private final MessageRules rules;
    private final MessageBook book;
    private final Faults faults;
    private final Callbacks callbacks;
    private final Conversations conversations;
    private final Work work;
    private final Clock realTime;
    private final Clock serviceClock;

    MessagesApi(
            TwilioAccount account,
            MessageRules rules,
            MessageBook book,
            Faults faults,
            Callbacks callbacks,
            Conversations conversations,
            Work work,
            Clock realTime,
            Clock serviceClock) {
        this.account = account;
        this.rules = rules;
        this.book = book;
        this.faults = faults;
        this.callbacks = callbacks;
        this.conversations = conversations;
        this.work = work;
        this.realTime = realTime;
        this.serviceClock = serviceClock;
    }

    Answer create(TwilioRequest request) {
        rules.check(request);
        String to = request.field("To");
        boolean whatsapp = to.startsWith(TwilioAccount.WHATSAPP);
        String number = whatsapp ? to.substring(TwilioAccount.WHATSAPP.length()) : to;
        if (!whatsapp && conversations.isStopped(number)) {
            throw unsubscribed();
        }
        Optional<FaultKind> fault = faults.take(whatsapp ? "whatsapp" : "sms", number);
        if (fault.isPresent()) {
            refuse(fault.get(), whatsapp);
        }
        SandboxMessage message = accept(request, whatsapp, number);
        follow(message.sid(), Fate.of(whatsapp, fault));
        Answer created = Answer.of(201, MessageJson.of(message, account, realTime.instant()));
        return switch (fault.orElse(FaultKind.SILENT)) {
            case UNAVAILABLE -> Answer.of(new TwilioError(503, 20503, "Service unavailable"));
            case DROPPED -> Answer.none();
            case SLOW -> created.after(SLOW);
            default -> created;
        };
    }

    Answer fetch(String sid, String path) {
        return book.find(sid)
                .map(message -> Answer.of(200, MessageJson.of(message, account, realTime.instant())))
                .orElseThrow(() -> TwilioError.notFound(path));
    }

    Answer list(TwilioRequest request) {
        return Answer.of(200, MessagePage.of(request, book.all(), account, realTime.instant()));
    }

    private static void refuse(FaultKind fault, boolean whatsapp) {
        switch (fault) {
            case RATE_LIMITED -> throw new TwilioError(429, 20429, "Too Many Requests");
            case REFUSED ->
                throw whatsapp
                        ? TwilioError.badRequest(63003, "Channel could not find To address")
                        : TwilioError.badRequest(21614, "'To' number is not a valid mobile number");
            case OPTED_OUT -> throw unsubscribed();
            case SENDER_REFUSED ->
                throw whatsapp
                        ? TwilioError.badRequest(63007, "Could not find a Channel with the specified From address")
                        : TwilioError.badRequest(21701, "The Messaging Service does not exist");
            default -> {}
        }
    }

    private static TwilioError unsubscribed() {
        return TwilioError.badRequest(21610, "Attempt to send to unsubscribed recipient");
    }

    private SandboxMessage accept(TwilioRequest request, boolean whatsapp, String number) {
        Instant now = realTime.instant();
        String content = request.field("ContentSid");
        String variables = request.field("ContentVariables");
        String body = request.field("Body");
        String shown = content == null ? body : content + (variables == null ? "" : " " + variables);
        SandboxMessage message = new SandboxMessage(
                Sids.next("SM"),
                whatsapp ? "whatsapp" : "sms",
                request.field("From"),
                number,
                shown == null ? "" : shown,
                content,
                variables,
                request.field("MessagingServiceSid"),
                request.field("StatusCallback"),
                "queued",
                null,
                now,
                null,
                now,
                serviceClock.instant());
        book.add(message);
        return message;
    }

    private void follow(String sid, List<Receipt> receipts) {
        if (!receipts.isEmpty()) {
            work.later(receipts.get(0).pause(), () -> tell(sid, receipts));
        }
    }

    private CompletionStage<?> tell(String sid, List<Receipt> receipts) {
        Receipt receipt = receipts.get(0);
        book.move(sid, receipt.status(), receipt.errorCode(), realTime.instant());
        CompletableFuture<Void> told = book.find(sid)
                .filter(message -> message.statusCallback() != null)
                .map(message -> callbacks.post(message.statusCallback(), form(message, receipt), work.executor()))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
        return told.thenRun(() -> follow(sid, receipts.subList(1, receipts.size())));
    }

    private Map<String, String> form(SandboxMessage message, Receipt receipt) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("AccountSid", account.accountSid());
        form.put("ApiVersion", "2010-04-01");
        form.put("MessageSid", message.sid());
        form.put("SmsSid", message.sid());
        form.put("MessageStatus", receipt.status());
        form.put("SmsStatus", receipt.status());
        form.put("To", message.toAddress());
        form.put("From", MessageJson.sender(message, account));
        if (message.messagingServiceSid() != null) {
            form.put("MessagingServiceSid", message.messagingServiceSid());
        }
        if (receipt.errorCode() != null) {
            form.put("ErrorCode", receipt.errorCode().toString());
        }
        if (message.channel().equals("whatsapp")) {
            form.put("ChannelPrefix", "whatsapp");
            form.put("StructuredMessage", Boolean.toString(message.contentSid() != null));
            if (!receipt.status().equals("sent") && !receipt.status().equals("queued")) {
                form.put("EventType", receipt.status().toUpperCase(Locale.ROOT));
            }
            if (receipt.errorCode() != null) {
                form.put("ChannelStatusMessage", "Unable to deliver message to recipient");
            }
        }
        return form;
    }
}
