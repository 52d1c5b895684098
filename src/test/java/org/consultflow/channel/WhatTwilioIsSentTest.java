package org.consultflow.channel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanIntrospection;
import org.consultflow.delivery.Outcome;
import org.consultflow.delivery.OutgoingMessage;
import org.consultflow.delivery.ReceiptStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

class WhatTwilioIsSentTest extends ChannelTest {

    @Autowired
    CamelContext camel;

    @Test
    void whichMethodSetsAParameterIsLookedUpOnce() {
        TWILIO.accepts("SM0");
        courier.send(message("sms"));
        BeanIntrospection setters = camel.getCamelContextExtension().getContextPlugin(BeanIntrospection.class);
        long looks = setters.getInvokedCounter();
        TWILIO.accepts("SM1");

        courier.send(message("sms"));

        assertThat(TWILIO.requests()).hasSize(2);
        assertThat(setters.getInvokedCounter()).isEqualTo(looks);
    }

    @Test
    void anSmsGoesFromOurNumberWithTheAttemptInTheCallback() {
        TWILIO.accepts("SM1");
        OutgoingMessage message = message("sms");

        Outcome outcome = courier.send(message);

        assertThat(outcome).isEqualTo(new Outcome.Accepted("SM1", ReceiptStatus.QUEUED));
        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/2010-04-01/Accounts/" + ChannelTestApp.ACCOUNT + "/Messages.json");
        assertThat(TwilioContract.fields(request.body()).keySet())
                .containsExactlyInAnyOrder("To", "From", "Body", "StatusCallback", "ValidityPeriod");
        assertThat(request.field("To")).isEqualTo(NUMBER);
        assertThat(request.field("From")).isEqualTo("+15005550007");
        assertThat(request.field("Body")).isEqualTo(message.content().text());
        assertThat(request.field("StatusCallback"))
                .isEqualTo("https://clinic.example/webhooks/twilio/message-status?ref=" + message.attemptId()
                        + "#rc=5&rp=all");
        assertThat(request.field("ValidityPeriod")).isEqualTo("2700");
        assertThat(request.authorization()).startsWith("Basic ");
    }

    @Test
    void aWhatsAppWithoutATemplateIsTextFromWhatsAppToWhatsApp() {
        TWILIO.accepts("SM2");

        courier.send(message("whatsapp"));

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(TwilioContract.fields(request.body()).keySet())
                .containsExactlyInAnyOrder("To", "From", "Body", "StatusCallback", "ValidityPeriod");
        assertThat(request.field("To")).isEqualTo("whatsapp:" + NUMBER);
        assertThat(request.field("From")).isEqualTo("whatsapp:+15005550006");
    }

    @Test
    void aWhatsAppWithAnApprovedTemplateSendsItsVariablesAndNoText() {
        TWILIO.accepts("SM3");

        courier.send(message("whatsapp", NUMBER, text("confirmation", "the words of the template")));

        FakeTwilio.Recorded request = TWILIO.requests().get(0);
        assertThat(TwilioContract.fields(request.body()).keySet())
                .containsExactlyInAnyOrder(
                        "To", "From", "ContentSid", "ContentVariables", "StatusCallback", "ValidityPeriod");
        assertThat(request.field("ContentSid")).isEqualTo(ChannelTestApp.CONTENT_SID);
        assertThat(request.field("ContentVariables")).isEqualTo("{\"1\":\"09:00\",\"2\":\"https://clinic.example/j\"}");
    }

    @ParameterizedTest
    @CsvSource({"PT-5M, 1", "PT0S, 1", "PT90S, 90", "P3D, 36000"})
    void theValidityPeriodStaysWithinWhatTwilioAllows(Duration usefulFor, String seconds) {
        TWILIO.accepts("SM4");
        OutgoingMessage message = message("sms");

        courier.send(new OutgoingMessage(
                message.attemptId(), message.messageId(), "sms", "sms", NUMBER, usefulFor, message.content()));

        assertThat(TWILIO.requests().get(0).field("ValidityPeriod")).isEqualTo(seconds);
    }

    @Test
    void asManyMessagesAreUnderWayAtOnceAsAreSentAtOnce() {
        int number = 16;
        TWILIO.acceptsTogether(number);
        ExecutorService senders = Executors.newFixedThreadPool(number);
        try {
            List<CompletableFuture<Outcome>> outcomes = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> courier.send(message("sms")), senders))
                    .limit(number)
                    .toList();

            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome.join()).isInstanceOf(Outcome.Accepted.class));
        } finally {
            senders.shutdown();
        }
    }

    @Test
    void whatLooksLikeAnExpressionOfTheRouteStaysText() {
        TWILIO.accepts("SM5");

        courier.send(message("sms", NUMBER, text("reminder-1h", "${exchangeProperty.channel} {{x}} ñ € 👋 &+=")));

        assertThat(TWILIO.requests().get(0).field("Body")).isEqualTo("${exchangeProperty.channel} {{x}} ñ € 👋 &+=");
    }
}
