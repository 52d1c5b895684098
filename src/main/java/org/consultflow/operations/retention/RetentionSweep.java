package org.consultflow.operations.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.consultflow.audit.Audit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Erases in small steps what has been kept long enough, and leaves in the audit that it did. */
@Component
class RetentionSweep {

    private static final Logger log = LoggerFactory.getLogger(RetentionSweep.class);

    private final RetentionBatch batch;
    private final RetentionSettings settings;
    private final Audit audit;
    private final Clock clock;

    RetentionSweep(RetentionBatch batch, RetentionSettings settings, Audit audit, Clock clock) {
        this.batch = batch;
        this.settings = settings;
        this.audit = audit;
        this.clock = clock;
    }

    @Scheduled(
            fixedDelayString = "${consultflow.retention.sweep-interval:1h}",
            initialDelayString = "${consultflow.retention.sweep-interval:1h}")
    void sweep() {
        for (Kind kind : Kind.values()) {
            Duration keep = settings.of(kind);
            if (!keep.isZero()) {
                erase(kind, clock.instant().minus(keep));
            }
        }
    }

    private void erase(Kind kind, Instant before) {
        long all = 0;
        try {
            for (int some = batch.erase(kind, before); some > 0; some = batch.erase(kind, before)) {
                all += some;
            }
        } catch (RuntimeException failed) {
            // the next sweep goes on where this one stopped; one kind must not keep the others
            log.warn(
                    "{} could not be erased to the end: {}",
                    kind.word(),
                    failed.getClass().getSimpleName());
        }
        if (all > 0) {
            audit.record("service", "retention-erased", null, "kind=" + kind.word() + " count=" + all);
            log.info("{}: {} were old enough and are erased", kind.word(), all);
        }
    }
}
