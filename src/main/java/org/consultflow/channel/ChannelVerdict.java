package org.consultflow.channel;

import io.swagger.v3.oas.annotations.media.Schema;

/** What became of the message that was sent to try a channel; what does not apply is left out. */
@Schema(description = "What became of the message")
record ChannelVerdict(
        @Schema(example = "whatsapp") String channel,

        @Schema(
                description = "delivered: there is proof of arrival. accepted: the provider took it and said nothing"
                        + " more in time. refused: it will not arrive. unknown: the provider's answer never came."
                        + " not-configured: nothing was sent",
                allowableValues = {"delivered", "accepted", "refused", "unknown", "not-configured"},
                example = "refused")
        String result,

        @Schema(description = "the provider's word", example = "undelivered")
        String providerStatus,

        @Schema(description = "the provider's code", example = "63007")
        Integer errorCode,

        @Schema(
                description = "what happened and what to do, for people",
                example = "Twilio says: our WhatsApp sender is not set up in this account: 63007.")
        String said) {

    static final String NOT_CONFIGURED = "not-configured";

    static ChannelVerdict notConfigured(String channel, String said) {
        return new ChannelVerdict(channel, NOT_CONFIGURED, null, null, said);
    }
}
