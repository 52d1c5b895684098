package org.consultflow.channel;

import java.time.Clock;
import java.time.Duration;

import com.twilio.http.TwilioRestClient;
import org.consultflow.delivery.Courier;
import org.consultflow.delivery.ProviderRecords;
import org.consultflow.delivery.Receipts;
import org.consultflow.delivery.TestMessages;
import org.consultflow.people.People;
import org.consultflow.time.RealTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What looks at channels from outside: the list of them, the try, and the provider's own books. */
@Configuration(proxyBeanMethods = false)
class TryingConfiguration {

    @Bean
    TwilioRecords twilioRecords(TwilioRestClient twilio, ChannelSettings channels, ErrorPolicy policy) {
        return new TwilioRecords(twilio, channels, policy);
    }

    @Bean
    Channels channels(
            Courier courier,
            ChannelSettings settings,
            @Value("${consultflow.stand-in.twilio:false}") boolean twilioIsStandIn,
            @Value("${consultflow.stand-in.mail:false}") boolean mailIsStandIn) {
        return new Channels(courier, settings, twilioIsStandIn, mailIsStandIn);
    }

    @Bean
    ChannelTests channelTests(
            Channels channels,
            TestMessages messages,
            ProviderRecords providers,
            Receipts receipts,
            People people,
            ErrorPolicy policy,
            ChannelSettings settings,
            @Value("${consultflow.clinic.name}") String clinic,
            @Value("${consultflow.channel-test.patience:10s}") Duration patience,
            @RealTime Clock realTime) {
        return new ChannelTests(
                channels,
                messages,
                providers,
                receipts,
                people,
                new VerdictWords(policy, settings),
                new ChannelTests.Settings(clinic, patience),
                realTime);
    }
}
