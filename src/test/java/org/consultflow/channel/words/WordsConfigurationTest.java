package org.consultflow.channel.words;

import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

import org.consultflow.notification.MessageRenderer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class WordsConfigurationTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withUserConfiguration(WordsConfiguration.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(ApprovedTemplates.class, () -> (channel, kind, locale) -> Optional.empty())
            .withPropertyValues(
                    "consultflow.templates-directory=templates",
                    "consultflow.clinic.name=Harbour Clinic",
                    "consultflow.clinic.support-email=help@harbour.example",
                    "consultflow.clinic.support-phone=+61 2 5550 0100");

    @Test
    void the_clinic_of_the_settings_is_who_writes() {
        service.run(context -> assertThat(context.getBean(MessageRenderer.class)
                        .render("sms", "reminder", Locale.ENGLISH, Facts.minimal("reminder", "patient"))
                        .text())
                .startsWith("Harbour Clinic: "));
    }

    @Test
    void a_colour_that_is_none_stops_the_start() {
        service.withPropertyValues("consultflow.clinic.color=teal")
                .run(context -> assertThat(context.getStartupFailure())
                        .rootCause()
                        .hasMessageContaining("consultflow.clinic.color"));
    }
}
