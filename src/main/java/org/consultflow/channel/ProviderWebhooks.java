package org.consultflow.channel;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.swagger.v3.oas.annotations.Hidden;
import org.consultflow.crypto.Vault;
import org.consultflow.delivery.Receipt;
import org.consultflow.delivery.ReceiptStatus;
import org.consultflow.delivery.Receipts;
import org.consultflow.time.RealTime;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What providers other than Twilio report: fields of a form, or of the address. That we signed the address for this provider
 * and this attempt is looked at before anything else; a word that is not known is passed over quietly.
 */
@RestController
@Hidden
class ProviderWebhooks {

    static final String PATH = "/webhooks/providers/{provider}/message-status";
    // our token is some 150 characters; nothing longer is worth a computation
    private static final int LONGEST_REFERENCE = 300;

    private final Receipts receipts;
    private final ErrorPolicy policy;
    private final ChannelSettings channels;
    private final Vault vault;
    private final Clock realTime;
    private final WebhookRejections rejections;

    ProviderWebhooks(
            Receipts receipts,
            ErrorPolicy policy,
            ChannelSettings channels,
            Vault vault,
            @RealTime Clock realTime,
            WebhookRejections rejections) {
        this.receipts = receipts;
        this.policy = policy;
        this.channels = channels;
        this.vault = vault;
        this.realTime = realTime;
        this.rejections = rejections;
    }

    /** Where a message stands, in the provider's words. */
    @PostMapping(PATH)
    ResponseEntity<Void> messageStatus(
            @PathVariable("provider") String provider,
            @RequestParam(name = "ref", defaultValue = "") String reference,
            @RequestParam Map<String, String> fields) {
        Optional<UUID> attempt = attempt(provider, reference);
        if (attempt.isEmpty()) {
            rejections.add("providers", WebhookRejections.Reason.REFERENCE);
            return ResponseEntity.status(403).build();
        }
        ChannelSettings.Receipts words = channels.provider(provider).receipts();
        String word = fields.get(words.statusField());
        if (word == null) {
            return ResponseEntity.badRequest().build();
        }
        status(words, word).ifPresent(status -> {
            String id = fields.get(words.idField());
            Integer code = TwilioWebhooks.number(fields.get(words.codeField()));
            receipts.record(new Receipt(
                    attempt.get(),
                    id == null || id.isBlank() ? null : id,
                    status,
                    code,
                    status.isFailure() ? policy.onFailure(channels.tableName(provider), code) : null));
        });
        return ResponseEntity.noContent().build();
    }

    /** The provider says it again. */
    @ExceptionHandler
    ResponseEntity<Void> busy(Receipts.BusyException busy) {
        return ResponseEntity.status(503).build();
    }

    private Optional<UUID> attempt(String provider, String reference) {
        if (reference.length() > LONGEST_REFERENCE) {
            return Optional.empty();
        }
        String ours = provider + ' ';
        return vault.verify(ProviderMessage.PURPOSE, reference, realTime.instant())
                .filter(content -> content.startsWith(ours))
                .map(content -> UUID.fromString(content.substring(ours.length())));
    }

    private static Optional<ReceiptStatus> status(ChannelSettings.Receipts words, String word) {
        return ReceiptStatus.of(words.words().getOrDefault(word, word).toLowerCase(Locale.ROOT));
    }
}
