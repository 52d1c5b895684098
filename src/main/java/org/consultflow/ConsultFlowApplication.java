package org.consultflow;

import java.time.ZoneOffset;
import java.util.TimeZone;

import org.consultflow.sandbox.DatabaseFirst;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The service: one process, one PostgreSQL. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ConsultFlowApplication {

    public static void main(String[] args) {
        // the engine keeps its times without a zone, by this one: where clocks are put back, an hour would come twice
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
        SpringApplication service = new SpringApplication(ConsultFlowApplication.class);
        service.addListeners(new DatabaseFirst());
        service.run(args);
    }
}
