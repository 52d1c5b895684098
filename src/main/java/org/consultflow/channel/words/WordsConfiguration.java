package org.consultflow.channel.words;

import java.nio.file.Path;
import java.util.Locale;

import org.consultflow.delivery.Content;
import org.consultflow.notification.MessageFacts;
import org.consultflow.notification.MessageRenderer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClinicProperties.class)
class WordsConfiguration {

    @Bean
    MessageRenderer messageRenderer(
            @Value("${consultflow.templates-directory}") Path templates,
            ClinicProperties clinic,
            ApprovedTemplates approved) {
        return new ProvidersWords(new TemplateMessageRenderer(new TemplateEngine(templates), clinic), approved);
    }

    /** Where a provider holds an approved template, its words are sent instead of ours. */
    private record ProvidersWords(TemplateMessageRenderer own, ApprovedTemplates approved) implements MessageRenderer {

        @Override
        public Content render(String channel, String kind, Locale locale, MessageFacts facts) {
            Content words = own.render(channel, kind, locale, facts);
            return approved.idOf(channel, kind, words.locale())
                    .map(words::withVersion)
                    .orElse(words);
        }

        @Override
        public String version(String channel, String kind, String audience, Locale locale) {
            return approved.idOf(channel, kind, own.locale(channel, kind, audience, locale))
                    .orElseGet(() -> own.version(channel, kind, audience, locale));
        }
    }
}
