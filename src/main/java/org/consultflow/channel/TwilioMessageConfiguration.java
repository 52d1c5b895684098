package org.consultflow.channel;

import com.twilio.rest.api.v2010.account.Message;
import org.apache.camel.Expression;
import org.consultflow.delivery.OutgoingMessage;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the routes {@code whatsapp} and {@code sms} put into a message to Twilio, and what they make of its answer, by name. */
@Configuration(proxyBeanMethods = false)
class TwilioMessageConfiguration {

    @Bean
    Expression twilioStatusCallback(TwilioMessage messages) {
        return new FromBody<>(OutgoingMessage.class, messages::statusCallback);
    }

    @Bean
    Expression twilioValidityPeriod(TwilioMessage messages) {
        return new FromBody<>(OutgoingMessage.class, messages::validityPeriod);
    }

    @Bean
    Expression twilioText(TwilioMessage messages) {
        return new FromBody<>(OutgoingMessage.class, messages::text);
    }

    @Bean
    Expression twilioContentSid(TwilioMessage messages) {
        return new FromBody<>(OutgoingMessage.class, messages::contentSid);
    }

    @Bean
    Expression twilioContentVariables(TwilioMessage messages) {
        return new FromBody<>(OutgoingMessage.class, messages::contentVariables);
    }

    @Bean
    Expression twilioNoMedia(TwilioMessage messages) {
        return new FromBody<>(OutgoingMessage.class, any -> messages.noMedia());
    }

    @Bean
    Expression twilioAccepted(Outcomes outcomes) {
        return new FromBody<>(Message.class, outcomes::twilioAccepted);
    }
}
