package org.consultflow.delivery;

import java.time.Clock;

import org.consultflow.delivery.ChargeStore.Unpriced;
import org.consultflow.delivery.Courier.CourierException;
import org.consultflow.time.RealTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks the providers what messages cost, which they tell minutes to days later and only when asked. So many a round at most,
 * by real time: nothing waits for a price.
 */
@Component
class Charges {

    private static final Logger LOG = LoggerFactory.getLogger(Charges.class);

    private final ChargeStore store;
    private final ProviderRecords providers;
    private final DeliverySettings settings;
    private final Clock realTime;

    Charges(ChargeStore store, ProviderRecords providers, DeliverySettings settings, @RealTime Clock realTime) {
        this.store = store;
        this.providers = providers;
        this.settings = settings;
        this.realTime = realTime;
    }

    /** One round. */
    @Scheduled(
            fixedDelayString = "${consultflow.delivery.prices.every:30s}",
            initialDelayString = "${consultflow.delivery.prices.every:30s}")
    void ask() {
        DeliverySettings.Prices prices = settings.prices();
        for (Unpriced attempt :
                store.take(realTime.instant(), prices.atOnce(), prices.firstLook(), prices.mostLooks())) {
            if (!ask(attempt)) {
                // the others have their next look written already
                return;
            }
        }
    }

    /** @return false if the provider did not answer */
    private boolean ask(Unpriced attempt) {
        try {
            providers
                    .find(attempt.provider(), attempt.providerId())
                    .ifPresentOrElse(found -> store.write(attempt.id(), found), () -> store.giveUp(attempt.id()));
            return true;
        } catch (CourierException noAnswer) {
            LOG.debug("no price for attempt {}: {}", attempt.id(), noAnswer.getMessage());
            return false;
        } catch (RuntimeException senseless) {
            // about this one; the others have nothing to do with it
            LOG.warn(
                    "no price for attempt {}: {}",
                    attempt.id(),
                    senseless.getClass().getName());
            return true;
        }
    }
}
