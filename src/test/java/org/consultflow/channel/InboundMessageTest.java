package org.consultflow.channel;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

import org.consultflow.people.People;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

class InboundMessageTest extends ChannelTest {

    @LocalServerPort
    private int port;

    @Autowired
    private People people;

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop", " Stop. ", "UNSUBSCRIBE", "Stop all", "CANCEL", "Baja", "PARAR", "alto!"})
    void stopIsObeyedOnItsChannelUntilStartIsSaid(String word) {
        String number = "+6149157" + (1000 + Math.abs(word.hashCode() % 9000));
        HttpResponse<String> answer = twilioSends(inbound("whatsapp:" + number, word));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/xml");
        assertThat(answer.body()).endsWith("<Response/>");
        assertThat(people.optedOut("whatsapp", number)).isTrue();
        assertThat(people.optedOut("sms", number)).isFalse();

        twilioSends(inbound("whatsapp:" + number, "Start"));
        assertThat(people.optedOut("whatsapp", number)).isFalse();
    }

    @Test
    void whatTwilioMadeOfItCountsToo() {
        Map<String, String> form = inbound("+61491572001", "genug jetzt");
        form.put("OptOutType", "STOP");

        twilioSends(form);

        assertThat(people.optedOut("sms", "+61491572001")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Please don't stop", "I want to cancel my visit", "the end", "", "👍", "thanks"})
    void anythingElseIsNoStop(String text) {
        assertThat(twilioSends(inbound("+61491572002", text)).statusCode()).isEqualTo(200);

        assertThat(people.optedOut("sms", "+61491572002")).isFalse();
    }

    private Map<String, String> inbound(String from, String text) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("MessageSid", "SM9");
        form.put("From", from);
        form.put("To", "+15005550007");
        form.put("Body", text);
        return form;
    }

    private HttpResponse<String> twilioSends(Map<String, String> form) {
        return new TwilioCaller("http://127.0.0.1:" + port, ChannelTestApp.PUBLIC_URL, ChannelTestApp.AUTH_TOKEN)
                .signed("/webhooks/twilio/inbound-message", form);
    }
}
