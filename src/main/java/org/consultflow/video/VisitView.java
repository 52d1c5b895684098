package org.consultflow.video;

import java.time.Instant;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * How a visit stands for one of the two, as their page shows it. Nobody is named, and the patient is not told who else waits.
 *
 * @param page the page's state: early, open, over …
 * @param me {@code patient} or {@code provider}
 * @param opens when the door opens, by the adjustable clock; null if the link belongs to an earlier time
 * @param closes when it closes, likewise
 * @param admission {@code absent}, {@code waiting}, {@code asked-to-wait} or {@code admitted}: for the provider the patient's,
 *     for the patient their own
 * @param arrived whether this one has come
 * @param other the other one
 * @param chat how far the chat is
 * @param recording how it stands with the recording of the call: {@code none}, {@code asked}, {@code refused}, {@code starting},
 *     {@code on}, {@code stopping} or {@code stopped}; null where the clinic records nothing
 */
record VisitView(
        @Schema(allowableValues = {"unconfirmed", "early", "open", "over", "cancelled", "moved"})
        String page,

        @Schema(allowableValues = {"patient", "provider"}) String me,

        Instant opens,
        Instant closes,

        @Schema(allowableValues = {"absent", "waiting", "asked-to-wait", "admitted"})
        String admission,

        boolean arrived,
        Other other,
        ChatView chat,

        @Schema(allowableValues = {"none", "asked", "refused", "starting", "on", "stopping", "stopped"})
        String recording) {

    /** Nothing but that it has moved: where to, is told to whoever has the newest link. */
    static VisitView ofAnEarlierTime(Guest guest) {
        return new VisitView(
                guest.state().word(),
                guest.participant().word(),
                null,
                null,
                "absent",
                false,
                new Other(false, false, null),
                new ChatView(0, 0),
                null);
    }

    /**
     * @param here whether they have come and their page was heard of a moment ago
     * @param came whether they have come at all, and not said that they leave
     * @param since when they came, by the adjustable clock; for the provider's page only, else null
     */
    @Schema(name = "VisitOther")
    record Other(boolean here, boolean came, Instant since) {}

    /**
     * @param last number of the last line; 0 for none
     * @param readByOther number of the last line that was shown to the other one
     */
    @Schema(name = "VisitChat")
    record ChatView(int last, int readByOther) {}

    /** @param now by the adjustable clock: countdowns go by it */
    @Schema(name = "VisitNews")
    record Told(Instant now, VisitView view) {}
}
