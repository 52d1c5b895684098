package org.consultflow.reply;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Works off what was kept and not finished: the service ended in between, or something failed. Nothing is lost in silence. */
@Component
class UnfinishedMessages {

    private static final Logger LOG = LoggerFactory.getLogger(UnfinishedMessages.class);
    private static final Duration ITS_TIME = Duration.ofMinutes(1);

    private final MessageStore messages;
    private final ReplyService replies;
    private final Clock realTime;

    UnfinishedMessages(MessageStore messages, ReplyService replies, @RealTime Clock realTime) {
        this.messages = messages;
        this.replies = replies;
        this.realTime = realTime;
    }

    @Scheduled(fixedDelayString = "${consultflow.reply.watch:30s}")
    void workOff() {
        messages.unfinishedSince(realTime.instant().minus(ITS_TIME)).forEach(this::workOff);
    }

    private void workOff(UUID message) {
        try {
            replies.finish(message);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "inbound message {} cannot be acted on: {}",
                    message,
                    failed.getClass().getSimpleName());
            passOn(message);
        }
    }

    private void passOn(UUID message) {
        try {
            replies.giveUp(message);
        } catch (RuntimeException failed) {
            LOG.error(
                    "inbound message {} reaches nobody yet: {}",
                    message,
                    failed.getClass().getSimpleName());
        }
    }
}
