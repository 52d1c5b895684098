package org.consultflow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service: one process, one PostgreSQL. */
@SpringBootApplication
public class ConsultFlowApplication {

    public static void main(String[] args) {
        SpringApplication.run(ConsultFlowApplication.class, args);
    }
}
