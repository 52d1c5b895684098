package org.consultflow.channel;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

import org.consultflow.channel.ChannelTestApp.Heard;
import org.consultflow.reply.InboundMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** What people write comes in signed, and what is answered at once goes back in Twilio's own words. */
class InboundMessageTest extends ChannelTest {

    @LocalServerPort
    private int port;

    @Autowired
    private Heard heard;

    @BeforeEach
    void nothingHeard() {
        heard.messages.clear();
        heard.answer = null;
    }

    @Test
    void a_message_is_handed_on_with_channel_number_text_and_how_many_pictures_came_with_it() {
        Map<String, String> form = inbound("whatsapp:+61491572001", "Can I come at 10?");
        form.put("NumMedia", "2");
        form.put("OptOutType", "HELP");

        HttpResponse<String> answer = twilioSends(form);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/xml");
        assertThat(answer.body()).endsWith("<Response/>");
        assertThat(heard.messages)
                .containsExactly(new InboundMessage("SM9", "whatsapp", "+61491572001", "Can I come at 10?", 2, "HELP"));
    }

    @Test
    void an_answer_goes_back_as_a_message_with_its_marks_escaped() {
        heard.answer = "Tom & Co <no more>: adiós";

        HttpResponse<String> answer = twilioSends(inbound("+61491572001", "BAJA"));

        assertThat(answer.body())
                .contains("<Response><Message><Body>Tom &amp; Co &lt;no more&gt;: adiós</Body></Message>");
    }

    @Test
    void a_message_without_sender_or_id_and_one_that_nobody_signed_go_no_further() {
        Map<String, String> nobodys = inbound("", "STOP");
        Map<String, String> nameless = inbound("+61491572001", "STOP");
        nameless.remove("MessageSid");

        assertThat(twilioSends(nobodys).statusCode()).isEqualTo(400);
        assertThat(twilioSends(nameless).statusCode()).isEqualTo(400);
        assertThat(new TwilioCaller("http://127.0.0.1:" + port, ChannelTestApp.PUBLIC_URL, "forged")
                        .signed("/webhooks/twilio/inbound-message", inbound("+61491572001", "STOP"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(heard.messages).isEmpty();
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
