package org.consultflow.channel;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

import com.icegreen.greenmail.store.FolderException;
import org.consultflow.delivery.Content;
import org.consultflow.delivery.OutgoingMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** One context for all tests of this room; after each, Twilio must have nothing to say against what it was asked. */
@SpringBootTest(
        classes = ChannelTestApp.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "consultflow.data-directory=target/channel-test",
            "consultflow.routes-directory=routes",
            "consultflow.channel-test.patience=3s"
        })
abstract class ChannelTest {

    static final String NUMBER = "+61491570156";
    static final FakeTwilio TWILIO = ChannelTestApp.TWILIO;

    @Autowired
    CamelCourier courier;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        ChannelTestApp.settings(registry);
    }

    @BeforeEach
    void nothingHappenedYet() throws FolderException {
        TWILIO.forget();
        ChannelTestApp.MAIL.purgeEmailFromAllMailboxes();
    }

    @AfterEach
    void twilioWouldHaveTakenEveryRequest() {
        assertThat(TWILIO.violations()).isEmpty();
    }

    static OutgoingMessage message(String channel, String address, Content content) {
        return new OutgoingMessage(
                UUID.randomUUID(), UUID.randomUUID(), channel, channel, address, Duration.ofMinutes(45), content);
    }

    static OutgoingMessage message(String channel) {
        return message(channel, NUMBER, text("reminder-1h", "Your visit is at 09:00. Reply STOP to stop."));
    }

    static Content text(String kind, String text) {
        return new Content(
                kind, Locale.ENGLISH, null, null, text, Optional.empty(), List.of("09:00", "https://clinic.example/j"));
    }
}
