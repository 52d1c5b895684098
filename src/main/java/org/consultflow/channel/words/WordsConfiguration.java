package org.consultflow.channel.words;

import java.nio.file.Path;
import java.time.Clock;

import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageRenderer;
import org.consultflow.video.VisitCalendars;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClinicProperties.class)
class WordsConfiguration {

    @Bean
    VisitCalendars visitCalendars(ClinicProperties clinic, Clock clock) {
        CalendarEntries entries = new CalendarEntries(clinic);
        return (visit, summary, description) -> entries.publish(visit, summary, description, clock.instant());
    }

    @Bean
    MessageRenderer messageRenderer(
            @Value("${consultflow.templates-directory}") Path templates,
            ClinicProperties clinic,
            ApprovedTemplates approved) {
        MessageRenderer own = new TemplateMessageRenderer(new TemplateEngine(templates), clinic);
        return (channel, kind, locale, facts) -> {
            Content words = own.render(channel, kind, locale, facts);
            return approved.idOf(channel, kind, words.locale())
                    .map(words::withVersion)
                    .orElse(words);
        };
    }
}
