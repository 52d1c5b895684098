package org.consultflow.notification;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.swagger.v3.oas.annotations.media.Schema;
import org.consultflow.people.Communication;
import org.consultflow.people.ConsentStatement;
import org.consultflow.people.Consents;
import org.consultflow.people.OptOutEvent;
import org.consultflow.people.Preferences;
import org.consultflow.people.QuietHours;

/**
 * How a patient may be and would like to be written to; without any address.
 *
 * @param patient the caller's reference
 * @param consents by channel: what counts, and all that was said
 * @param preferences what the patient prefers
 * @param optOuts by channel, for the address that the patient has now: "stop", said in a message or reported by the provider
 */
@Schema(name = "Communication")
record CommunicationResource(
        String patient, List<ChannelConsent> consents, Preferred preferences, List<ChannelOptOut> optOuts) {

    @Schema(name = "ChannelConsent")
    record ChannelConsent(String channel, String status, Instant dateTime, String source, List<Statement> history) {}

    @Schema(name = "ConsentStatement")
    record Statement(String status, Instant dateTime, String source, Instant recordedAt) {}

    @Schema(name = "ChannelOptOut")
    record ChannelOptOut(String channel, boolean optedOut, Instant dateTime, String source, List<OptOut> history) {}

    @Schema(name = "OptOut")
    record OptOut(boolean optedOut, Instant dateTime, String source) {}

    @Schema(name = "Preferred")
    record Preferred(List<String> channels, String language, Quiet quietHours) {}

    @Schema(name = "Quiet")
    record Quiet(String from, String to, String timeZone, String mode) {}

    static CommunicationResource of(String patient, Communication.State state) {
        Consents consents = state.consents();
        return new CommunicationResource(
                patient,
                consents.channels().stream()
                        .sorted()
                        .map(channel -> consent(consents, channel))
                        .toList(),
                preferred(state.preferences()),
                state.optOuts().entrySet().stream()
                        .map(entry -> optOut(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static ChannelConsent consent(Consents consents, String channel) {
        ConsentStatement counts = consents.of(channel).orElseThrow();
        return new ChannelConsent(
                channel,
                counts.status(),
                counts.dateTime(),
                counts.source(),
                consents.history().stream()
                        .filter(said -> said.channel().equals(channel))
                        .map(said -> new Statement(said.status(), said.dateTime(), said.source(), said.recordedAt()))
                        .toList());
    }

    private static ChannelOptOut optOut(String channel, List<OptOutEvent> said) {
        OptOutEvent last = said.get(said.size() - 1);
        return new ChannelOptOut(
                channel,
                last.optedOut(),
                last.at(),
                last.source(),
                said.stream()
                        .map(event -> new OptOut(event.optedOut(), event.at(), event.source()))
                        .toList());
    }

    private static Preferred preferred(Preferences preferences) {
        QuietHours quiet = preferences.quietHours();
        return new Preferred(
                preferences.channels(),
                Optional.ofNullable(preferences.language())
                        .map(Locale::toLanguageTag)
                        .orElse(null),
                quiet == null
                        ? null
                        : new Quiet(
                                quiet.from().toString(),
                                quiet.to().toString(),
                                quiet.zone().getId(),
                                quiet.mode().word()));
    }
}
