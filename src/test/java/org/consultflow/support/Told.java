package org.consultflow.support;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** A kind of message that somebody was told, by the timeline. */
public final class Told {

    /** What a slow machine may take at one moment: the clock goes on while it works. */
    private static final Duration SLOWNESS = Duration.ofMinutes(1);

    private final BookedConsultation consultation;
    private final String message;

    Told(BookedConsultation consultation, String message) {
        this.consultation = consultation;
        this.message = message;
    }

    /** It arrived there. */
    public BookedConsultation on(Channel channel) {
        consultation.thenTimelineSays("delivered " + message + " " + channel.word());
        return consultation;
    }

    /** It was last asked for at this moment. */
    public Told at(Instant moment) {
        List<Instant> moments = consultation.momentsOf("requested " + message);
        assertThat(moments).as("when \"%s\" was asked for", message).isNotEmpty();
        assertThat(moments.get(moments.size() - 1))
                .as("when \"%s\" was asked for", message)
                .isBetween(moment, moment.plus(SLOWNESS));
        return this;
    }
}
