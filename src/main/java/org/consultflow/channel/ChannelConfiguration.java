package org.consultflow.channel;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Properties;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import org.apache.camel.CamelContext;
import org.apache.camel.Ordered;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.mail.DefaultJavaMailSender;
import org.apache.camel.spi.BeanIntrospection;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.FileWatcherResourceReloadStrategy;
import org.consultflow.channel.words.ApprovedTemplates;
import org.consultflow.crypto.Vault;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The beans that {@code routes/} and the webhooks are made of. Their names are what a route file calls them by. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({TwilioSettings.class, MailSettings.class, ChannelSettings.class})
class ChannelConfiguration {

    private final String publicUrl;

    ChannelConfiguration(@Value("${consultflow.public-url}") String publicUrl) {
        this.publicUrl = publicUrl.replaceFirst("/+$", "");
    }

    @Bean
    ErrorPolicy errorPolicy(@Value("${consultflow.routes-directory}") Path routes) {
        return ErrorPolicy.read(routes.resolve(ErrorPolicy.FILE));
    }

    @Bean
    CamelContextConfiguration rememberedSetters() {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                camel.getCamelContextExtension().addContextPlugin(BeanIntrospection.class, new RememberedSetters());
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                // all is set
            }
        };
    }

    /** Editing a route, or the table of errors, needs no restart. */
    @Bean
    CamelContextConfiguration routeReload(@Value("${consultflow.routes-directory}") Path routes, ErrorPolicy policy) {
        return new CamelContextConfiguration() {
            @Override
            public void beforeApplicationStart(CamelContext camel) {
                // the routes are not there yet
            }

            @Override
            public void afterApplicationStart(CamelContext camel) {
                try {
                    camel.addService(new RouteReload(routes));
                    camel.addService(tableReload(routes, policy));
                } catch (Exception e) {
                    throw new IllegalStateException("the directory of routes cannot be watched", e);
                }
            }
        };
    }

    static FileWatcherResourceReloadStrategy tableReload(Path routes, ErrorPolicy policy) {
        FileWatcherResourceReloadStrategy watcher = new FileWatcherResourceReloadStrategy(routes.toString());
        watcher.setFileFilter(file -> file.getName().equals(ErrorPolicy.FILE));
        watcher.setResourceReload((name, table) -> policy.reload());
        return watcher;
    }

    @Bean
    Outcomes outcomes(ErrorPolicy policy, ChannelSettings channels) {
        return new Outcomes(policy, channels);
    }

    @Bean
    CamelCourier courier(
            CamelContext camel,
            ProducerTemplate producer,
            ChannelSettings channels,
            TwilioRestClient twilio,
            ErrorPolicy policy,
            Outcomes outcomes) {
        return new CamelCourier(camel, producer, channels, twilio, policy, outcomes);
    }

    // Twilio

    @Bean
    CallersThreads callersThreads() {
        return new CallersThreads();
    }

    @Bean
    ThreadPoolProfile twilioThreads() {
        return CallersThreads.twilio();
    }

    /** camel-twilio takes this one instead of making its own. */
    @Bean
    TwilioRestClient twilioRestClient(TwilioSettings settings) {
        return new TwilioRestClient.Builder(settings.accountSid(), settings.authToken())
                .httpClient(new TwilioHttpClient(settings))
                .build();
    }

    @Bean
    TwilioMessage twilioMessage(TwilioSettings settings, ObjectMapper json) {
        return new TwilioMessage(settings, publicUrl, json);
    }

    /** What the route {@code whatsapp} sends instead of text. */
    @Bean
    ApprovedTemplates approvedTemplates(TwilioSettings settings) {
        return (channel, kind, locale) ->
                channel.equals("whatsapp") ? settings.contentSid(kind, locale) : Optional.empty();
    }

    @Bean
    TwilioAddresses twilioAddresses(ChannelSettings channels) {
        return new TwilioAddresses(channels);
    }

    // other providers

    @Bean
    ProviderMessage providerMessage(
            ChannelSettings channels, TwilioMessage texts, Vault vault, @RealTime Clock realTime) {
        return new ProviderMessage(channels, texts, vault, publicUrl, realTime);
    }

    // mail

    @Bean
    DefaultJavaMailSender mailSender(MailSettings settings) {
        DefaultJavaMailSender sender = new DefaultJavaMailSender();
        String protocol = settings.implicitTls() ? "smtps" : "smtp";
        sender.setProtocol(protocol);
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setUsername(settings.login() ? settings.user() : null);
        sender.setPassword(settings.login() ? settings.password() : null);
        sender.setJavaMailProperties(properties(settings, protocol));
        return sender;
    }

    private static Properties properties(MailSettings settings, String protocol) {
        String prefix = "mail." + protocol + ".";
        String timeout = Long.toString(settings.timeout().toMillis());
        Properties properties = new Properties();
        properties.setProperty(prefix + "auth", Boolean.toString(settings.login()));
        properties.setProperty(prefix + "connectiontimeout", timeout);
        properties.setProperty(prefix + "timeout", timeout);
        properties.setProperty(prefix + "writetimeout", timeout);
        if (settings.useTls()) {
            properties.setProperty(prefix + "ssl.checkserveridentity", "true");
            properties.setProperty(prefix + "starttls.enable", "true");
            properties.setProperty(prefix + "starttls.required", Boolean.toString(!settings.implicitTls()));
        }
        return properties;
    }

    @Bean
    MailComposer mailComposer(DefaultJavaMailSender sender, MailSettings settings, @RealTime Clock realTime) {
        return new MailComposer(sender.getSession(), settings, realTime);
    }

    // video rooms

    @Bean
    VideoRoom videoRoom(ProducerTemplate producer, ErrorPolicy policy) {
        return new VideoRoom(producer, policy);
    }

    @Bean
    VideoRoomRequests videoRoomRequests(TwilioSettings settings, ObjectMapper json) {
        return new VideoRoomRequests(settings, publicUrl, json);
    }

    @Bean
    Processor videoRoomCreation(VideoRoomRequests requests) {
        return requests::create;
    }

    @Bean
    Processor videoRoomLookup(VideoRoomRequests requests) {
        return requests::look;
    }

    @Bean
    Processor videoRoomCompletion(VideoRoomRequests requests) {
        return requests::complete;
    }

    @Bean
    Processor videoRoomAnswer(VideoRoomRequests requests) {
        return requests::read;
    }

    /**
     * Every HTTP call of a route is made once and ends in time; on the component, because as options of a URI time-outs would
     * be sent along as query parameters. Comes last: Camel's own customizer would put its defaults over these.
     */
    @Bean
    ComponentCustomizer httpOnceAndInTime(TwilioSettings settings) {
        return ComponentCustomizer.builder(HttpComponent.class)
                .withOrder(Ordered.LOWEST)
                .build(http -> {
                    http.setAutomaticRetriesDisabled(true);
                    http.setFollowRedirects(false);
                    http.setConnectTimeout(settings.connectTimeout().toMillis());
                    http.setConnectionRequestTimeout(settings.connectTimeout().toMillis());
                    http.setSoTimeout(settings.readTimeout().toMillis());
                    http.setResponseTimeout(settings.readTimeout().toMillis());
                });
    }

    @Bean
    RoutesHealth routes(CamelContext camel) {
        return new RoutesHealth(camel);
    }
}
