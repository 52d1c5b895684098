package org.consultflow.channel;

import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Whether messages can leave and come in: all routes run. */
class RoutesHealth implements HealthIndicator {

    private final CamelContext camel;

    RoutesHealth(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Health health() {
        List<String> stopped = camel.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(route ->
                        !camel.getRouteController().getRouteStatus(route).isStarted())
                .toList();
        boolean running = camel.isStarted() && !camel.getRoutes().isEmpty() && stopped.isEmpty();
        return (running ? Health.up() : Health.down().withDetail("stopped", stopped)).build();
    }
}
