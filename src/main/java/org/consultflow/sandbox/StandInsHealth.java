package org.consultflow.sandbox;

import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthContributor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Names each stand-in in health, as a component of its own: components are shown to everybody, details are not.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExpression("${consultflow.stand-in.database:false} or ${consultflow.stand-in.twilio:false}"
        + " or ${consultflow.stand-in.mail:false} or ${consultflow.stand-in.payment:false}")
class StandInsHealth {

    @Bean
    CompositeHealthContributor standIns(StandInsInUse inUse) {
        HealthIndicator up = () -> Health.up().build();
        Map<String, HealthContributor> components =
                inUse.names().stream().collect(Collectors.toMap(name -> name, name -> up));
        return CompositeHealthContributor.fromMap(components);
    }
}
