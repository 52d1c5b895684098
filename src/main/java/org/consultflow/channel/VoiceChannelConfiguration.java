package org.consultflow.channel;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans behind {@code routes/voice.camel.yaml}; their names are what the route calls them by. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TwilioVoiceSettings.class)
class VoiceChannelConfiguration {

    private final String publicUrl;
    private final String phoneNumber;

    /** @param phoneNumber a Messaging Service can't call: without a number nobody is rung */
    VoiceChannelConfiguration(
            @Value("${consultflow.public-url}") String publicUrl,
            @Value("${consultflow.twilio.phone-number:}") String phoneNumber) {
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
        this.phoneNumber = phoneNumber;
    }

    @Bean
    VoiceCall voiceCall(ProducerTemplate producer, ErrorPolicy policy) {
        return new VoiceCall(producer, policy, phoneNumber);
    }

    @Bean
    VoiceCallRequests voiceCallRequests(TwilioSettings settings, TwilioVoiceSettings voice, ObjectMapper json) {
        return new VoiceCallRequests(settings, voice, phoneNumber, publicUrl, json);
    }

    @Bean
    Processor voiceDialling(VoiceCallRequests requests) {
        return requests::dial;
    }

    @Bean
    Processor voiceHangUp(VoiceCallRequests requests) {
        return requests::hangUp;
    }

    @Bean
    Processor voiceAnswer(VoiceCallRequests requests) {
        return requests::read;
    }
}
