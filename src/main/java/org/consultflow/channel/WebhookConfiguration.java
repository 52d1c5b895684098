package org.consultflow.channel;

import com.twilio.security.RequestValidator;
import io.micrometer.core.instrument.MeterRegistry;
import org.consultflow.delivery.Receipts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The way in for what Twilio tells, and who is turned away. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    private final String publicUrl;

    WebhookConfiguration(@Value("${consultflow.public-url}") String publicUrl) {
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    @Bean
    WebhookRejections webhookRejections(ObjectProvider<MeterRegistry> meters) {
        return new WebhookRejections(meters);
    }

    @Bean
    TwilioSignatureInterceptor twilioSignatures(TwilioSettings settings, WebhookRejections rejections) {
        return new TwilioSignatureInterceptor(new RequestValidator(settings.authToken()), publicUrl, rejections);
    }

    @Bean
    WebMvcConfigurer twilioWebhooksAreSigned(TwilioSignatureInterceptor signatures) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(signatures).addPathPatterns(TwilioWebhooks.ALL);
            }
        };
    }

    @Bean
    ServletRegistrationBean<MessageStatusServlet> messageStatus(
            TwilioSignatureInterceptor signatures, Receipts receipts, ErrorPolicy policy, ChannelSettings channels) {
        return new ServletRegistrationBean<>(
                new MessageStatusServlet(signatures, receipts, policy, channels), MessageStatusServlet.PATH);
    }
}
