package org.consultflow.lifecycle.guard;

import java.util.EnumSet;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.server.ConfigurableServletWebServerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Hangs the doors before the engine's REST API, and tells the engine who is at the pages of the desk. A web server's own initializers run after those of beans, and the mappings
 * go to the end: so both doors stand behind Spring Security, and behind Cockpit's login and its protection from forged
 * requests.
 */
@Configuration(proxyBeanMethods = false)
class EngineDoors {

    @Bean
    static WebServerFactoryCustomizer<ConfigurableServletWebServerFactory> engineDoorsCustomizer(
            ObjectProvider<IdentityService> identities,
            ObjectProvider<BookingDoor> bookings,
            @Value("${camunda.bpm.generic-properties.properties.queryMaxResultsLimit}") int mostResults) {
        return server -> server.addInitializers(context -> {
            hang(
                    context,
                    "engineIdentity",
                    new EngineIdentity(identities),
                    "/engine-rest/*",
                    "/phone-calls/*",
                    "/replies/*");
            hang(context, "engineDoor", new EngineDoor(bookings, mostResults), "/engine-rest/*", "/camunda/api/*");
        });
    }

    private static void hang(ServletContext context, String name, Filter filter, String... patterns) {
        var registration = context.addFilter(name, filter);
        registration.setAsyncSupported(true);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, patterns);
    }
}
