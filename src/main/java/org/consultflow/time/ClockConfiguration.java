package org.consultflow.time;

import java.time.Clock;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/**
 * Which clocks there are. {@code consultflow.clock} is {@code adjustable} or {@code system}.
 */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {

    @Bean
    @RealTime
    Clock realTime() {
        return Clock.systemUTC();
    }

    @Bean
    @Primary
    @ConditionalOnProperty(name = "consultflow.clock", havingValue = "adjustable")
    AdjustableClock adjustableClock(@RealTime Clock realTime, ClockOffsets offsets) {
        return new AdjustableClock(realTime, offsets.load());
    }

    @Bean
    @Primary
    @ConditionalOnProperty(name = "consultflow.clock", havingValue = "system", matchIfMissing = true)
    Clock systemClock() {
        return Clock.systemUTC();
    }
}
