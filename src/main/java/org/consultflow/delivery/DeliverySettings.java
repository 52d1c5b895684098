package org.consultflow.delivery;

import java.time.Duration;
import java.util.Map;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How patient delivery is, {@code consultflow.delivery}.
 *
 * @param parallel calls at once on each channel
 * @param ahead messages of a channel that are taken in hand before a hand is free for them, while its calls are quick
 * @param gathering how long an answer of a provider waits for those that come next, to be written with them: nobody waits
 *     for it
 * @param lease real time after which a call that never ended counts as unknown; a call begins in its first half or not at
 *     all, so half of it must be longer than any call may take
 * @param silence how long proof is awaited before the next channel goes, by the adjustable clock
 * @param silenceGuard real time that has to pass after the provider's answer before silence counts
 * @param needs what a channel further down the chain needs to arrive before the deadline
 * @param maxTries tries on one channel, the first included: with the doubling pause, some four minutes, so that the
 *     restart of a mail server does not make people phone
 * @param retryPause real time before the second try; doubled for each further one
 * @param firstLook real time after which an unknown attempt is looked up
 * @param secondLook real time after which absence is looked at again before it counts
 * @param callNeeds what a person needs to phone before the deadline, where the last channel waits for its provider
 * @param giveUpFor how long a channel is not tried for a number at which nothing arrives, by the adjustable clock; a row of
 *     the error table may say otherwise
 * @param circuit how providers are left alone that cannot be used
 * @param longestLook real time between two look-ups at most, while the provider can't be asked
 * @param receiptPatience how long a receipt waits for others that are at work on its notice
 * @param passedOnCounts per channel: whether "passed on to the network" and then silence counts as arrived
 * @param free per channel: whether nobody charges for a message
 * @param testsAMinute messages that may be sent in a minute of real time to try channels
 * @param prices how providers are asked for prices
 */
@ConfigurationProperties("consultflow.delivery")
record DeliverySettings(
        @DefaultValue("64") int parallel,
        @DefaultValue("256") int ahead,
        @DefaultValue("20ms") Duration gathering,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("10m") Duration silence,
        @DefaultValue("2s") Duration silenceGuard,
        @DefaultValue("2m") Duration needs,
        @DefaultValue("8") int maxTries,
        @DefaultValue("2s") Duration retryPause,
        @DefaultValue("2s") Duration firstLook,
        @DefaultValue("30s") Duration secondLook,
        @DefaultValue("5m") Duration callNeeds,
        @DefaultValue("30d") Duration giveUpFor,
        @DefaultValue CircuitSettings circuit,
        @DefaultValue("5m") Duration longestLook,
        @DefaultValue("2s") Duration receiptPatience,
        Map<String, Boolean> passedOnCounts,
        Map<String, Boolean> free,
        @DefaultValue("5") int testsAMinute,
        @DefaultValue Prices prices) {

    DeliverySettings {
        passedOnCounts = passedOnCounts == null ? Map.of() : Map.copyOf(passedOnCounts);
        free = free == null ? Map.of() : Map.copyOf(free);
    }

    /**
     * How providers are asked for prices, by real time.
     *
     * @param atOnce messages asked for in one round
     * @param firstLook after the message was taken, and the pause after that; each further pause is five times as long
     * @param mostLooks after these nobody asks again: 7 take five days
     */
    record Prices(
            @DefaultValue("100") int atOnce,
            @DefaultValue("2m") Duration firstLook,
            @DefaultValue("7") int mostLooks) {}

    /**
     * How circuits open and close, {@code consultflow.delivery.circuit}; all by real time.
     *
     * @param unreached after so many calls in a row for which nobody listened a circuit opens
     * @param pause before a first message is sent on trial; doubled each time that the trial fails
     * @param longestPause the doubling ends here
     * @param callAgain so long ops are not called again about the same code of the same provider
     */
    record CircuitSettings(
            @DefaultValue("5") int unreached,
            @DefaultValue("30s") Duration pause,
            @DefaultValue("10m") Duration longestPause,
            @DefaultValue("15m") Duration callAgain) {}

    /** The pause before the try that follows this many. */
    Duration pauseAfter(int tries) {
        return retryPause.multipliedBy(1L << Math.min(Math.max(tries - 1, 0), 6));
    }
}
