package org.consultflow.channel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.consultflow.consultation.InvalidRequestException;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.Courier.CourierException;
import org.consultflow.delivery.ProviderRecords;
import org.consultflow.delivery.Receipt;
import org.consultflow.delivery.Receipts;
import org.consultflow.delivery.TestMessages;
import org.consultflow.delivery.TestMessages.Standing;
import org.consultflow.people.People;

/** Tries a channel: sends one harmless message by the same route as every other, and waits a while for the verdict. */
class ChannelTests {

    private static final Duration PAUSE = Duration.ofMillis(250);
    // the receipt is awaited first; whoever can't be reached by it is asked
    private static final int PAUSES_BETWEEN_QUESTIONS = 6;

    private final Channels channels;
    private final TestMessages messages;
    private final ProviderRecords providers;
    private final Receipts receipts;
    private final People people;
    private final VerdictWords words;
    private final Settings settings;
    private final Clock realTime;

    /**
     * @param clinic its name
     * @param patience how long a verdict is awaited, by real time
     */
    record Settings(String clinic, Duration patience) {}

    ChannelTests(
            Channels channels,
            TestMessages messages,
            ProviderRecords providers,
            Receipts receipts,
            People people,
            VerdictWords words,
            Settings settings,
            Clock realTime) {
        this.channels = channels;
        this.messages = messages;
        this.providers = providers;
        this.receipts = receipts;
        this.people = people;
        this.words = words;
        this.settings = settings;
        this.realTime = realTime;
    }

    /**
     * Sends one message.
     *
     * @param to number in E.164, or e-mail address; it is in no log and in no answer
     * @throws InvalidRequestException if it is no address of this channel
     * @throws StateConflictException if its owner said stop, or an earlier message to it is unresolved
     * @throws TestMessages.TooManyTestsException if there were too many within a minute
     */
    ChannelVerdict test(String channel, String to) {
        Optional<String> missing = channels.missing(channel);
        if (missing.isPresent()) {
            return ChannelVerdict.notConfigured(channel, missing.get());
        }
        if (!channels.takes(channel, to)) {
            throw new InvalidRequestException("to", channels.addressRule(channel));
        }
        if (people.optedOut(channel, to)) {
            throw new StateConflictException("the owner of this address has said stop on " + channel
                    + ": nothing was sent. Only they can undo it, by sending START");
        }
        UUID attempt = send(channel, to);
        return words.of(channel, await(attempt));
    }

    private UUID send(String channel, String to) {
        try {
            return messages.send(channel, to, people.addressKey(to), content());
        } catch (TestMessages.UnresolvedMessageException unresolved) {
            throw new StateConflictException("nobody knows yet what became of an earlier message to this address on "
                    + channel + ": nothing was sent. Try again in a minute");
        }
    }

    private Content content() {
        String text = settings.clinic() + ": this message was sent to try this channel. Nothing needs to be done.";
        return new Content(
                TestMessages.KIND,
                Locale.ENGLISH,
                settings.clinic() + ": a test",
                null,
                text,
                Optional.empty(),
                java.util.List.of(settings.clinic()));
    }

    private Standing await(UUID attempt) {
        Instant until = realTime.instant().plus(settings.patience());
        Standing standing = messages.standing(attempt);
        for (int pauses = 1; !isVerdict(standing) && realTime.instant().isBefore(until); pauses++) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            standing = messages.standing(attempt);
            if (!isVerdict(standing) && pauses % PAUSES_BETWEEN_QUESTIONS == 0) {
                ask(attempt, standing);
                standing = messages.standing(attempt);
            }
        }
        return standing;
    }

    private static boolean isVerdict(Standing standing) {
        return standing.delivered() || standing.failed();
    }

    /** What the provider says is merged as a receipt is: it may be the only one that ever comes. */
    private void ask(UUID attempt, Standing standing) {
        if (standing.providerId() == null) {
            return;
        }
        try {
            providers
                    .find(standing.provider(), standing.providerId())
                    .ifPresent(found -> receipts.record(new Receipt(
                            attempt, standing.providerId(), found.status(), found.errorCode(), found.onFailure())));
        } catch (CourierException noAnswer) {
            // the receipt may still come
        }
    }
}
