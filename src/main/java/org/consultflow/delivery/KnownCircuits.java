package org.consultflow.delivery;

import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The circuits of this node, each made when its provider or account is first used, and to be seen by monitoring. */
@Component
class KnownCircuits {

    private final DeliverySettings settings;
    private final Clock realTime;
    private final ObjectProvider<MeterRegistry> meters;
    private final Map<String, Circuit> circuits = new ConcurrentSkipListMap<>();

    KnownCircuits(DeliverySettings settings, @RealTime Clock realTime, ObjectProvider<MeterRegistry> meters) {
        this.settings = settings;
        this.realTime = realTime;
        this.meters = meters;
    }

    /** @param name of a provider or an account */
    Circuit of(String name) {
        return circuits.computeIfAbsent(name, this::make);
    }

    /** By name. */
    Collection<Circuit> all() {
        return circuits.values();
    }

    private Circuit make(String name) {
        Circuit circuit = new Circuit(name, settings.circuit(), realTime);
        meters.ifAvailable(registry -> Gauge.builder("consultflow.circuit.open", circuit, it -> it.isClosed() ? 0 : 1)
                .description("1 while nothing but a trial is sent by this provider or account")
                .tag("circuit", name)
                .register(registry));
        return circuit;
    }
}
