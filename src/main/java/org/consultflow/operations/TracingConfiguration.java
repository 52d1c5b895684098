package org.consultflow.operations;

import io.micrometer.observation.ObservationFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/** What traces of requests may say. */
@Configuration(proxyBeanMethods = false)
class TracingConfiguration {

    /** An address may be a signed link, which opens a door for whoever reads it; its template stays. */
    @Bean
    ObservationFilter withoutAddresses() {
        return context -> context instanceof ServerRequestObservationContext
                ? context.removeHighCardinalityKeyValue("http.url")
                : context;
    }
}
