package org.consultflow.channel.words;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who writes: {@code consultflow.clinic.*}.
 *
 * @param name as patients know it; stands in every message
 * @param supportEmail for questions; also the organiser of calendar entries
 * @param supportPhone for questions
 * @param color of the mails, {@code #rrggbb}; anything else stops the start
 */
@ConfigurationProperties("consultflow.clinic")
record ClinicProperties(
        String name,
        String supportEmail,
        String supportPhone,
        @DefaultValue("#0f6b66") String color) {

    ClinicProperties {
        BrandColor.of(color);
    }
}
