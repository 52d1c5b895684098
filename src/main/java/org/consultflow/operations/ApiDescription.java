package org.consultflow.operations;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI description says beyond the code that answers: what this is, and how to get in. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    private static final String KEY = "apiKey";

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("ConsultFlow")
                                .version("1")
                                .description(
                                        """
                                Books a medical consultation and sees it through: confirmation, payment, reminders, the \
                                video room, the follow-up.

                                Times are ISO 8601 with an offset. Errors are problem details (RFC 9457, \
                                `application/problem+json`); a 400 lists `errors`, each with `field` and `rule`. Repeat a \
                                booking that was not answered with the same `Idempotency-Key`: it is booked once."""))
                .components(new Components()
                        .addSecuritySchemes(
                                KEY,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("CONSULTFLOW_API_KEY")))
                .addSecurityItem(new SecurityRequirement().addList(KEY));
    }
}
