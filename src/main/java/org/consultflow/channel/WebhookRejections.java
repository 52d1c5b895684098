package org.consultflow.channel;

import java.util.EnumSet;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;

/** Counts callbacks that were turned away. */
class WebhookRejections {

    private final MeterRegistry meters;

    WebhookRejections(ObjectProvider<MeterRegistry> meters) {
        this.meters = meters.getIfAvailable(CompositeMeterRegistry::new);
        // there from the start: a rate has to begin at none
        EnumSet.complementOf(EnumSet.of(Reason.REFERENCE)).forEach(reason -> counter("twilio", reason));
        counter("providers", Reason.REFERENCE);
    }

    void add(String webhook, Reason reason) {
        counter(webhook, reason).increment();
    }

    private Counter counter(String webhook, Reason reason) {
        return Counter.builder("consultflow.webhook.rejections")
                .description("Callbacks that were turned away before anything was read of them")
                .tag("webhook", webhook)
                .tag("reason", reason.word)
                .register(meters);
    }

    enum Reason {
        UNSIGNED("unsigned"),
        LENGTH("no-length"),
        SIZE("too-large"),
        SIGNATURE("wrong-signature"),
        REFERENCE("wrong-reference");

        private final String word;

        Reason(String word) {
            this.word = word;
        }
    }
}
