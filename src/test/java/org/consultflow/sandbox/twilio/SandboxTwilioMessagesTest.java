package org.consultflow.sandbox.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.api.v2010.account.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.sandbox.twilio.TwilioWire.encode;
import static org.consultflow.sandbox.twilio.TwilioWire.messages;

class SandboxTwilioMessagesTest {

    private static final Instant NOW = Instant.parse("2026-03-05T10:00:00Z");
    private static final Clock REAL_TIME = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Clock SERVICE_CLOCK = Clock.offset(REAL_TIME, Duration.ofDays(3));

    private TwilioWire wire;

    @BeforeEach
    void start() {
        wire = new TwilioWire(REAL_TIME, SERVICE_CLOCK, "http://localhost:1");
    }

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void a_message_is_accepted_as_queued_with_a_sid_and_twilios_dates() throws IOException {
        TwilioWire.Reply reply = wire.sendWhatsapp(Map.of());

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.text("sid")).matches("SM[0-9a-f]{32}");
        assertThat(reply.text("status")).isEqualTo("queued");
        assertThat(reply.text("date_created")).isEqualTo("Thu, 05 Mar 2026 10:00:00 +0000");
        assertThat(reply.body().get("date_sent").isNull()).isTrue();
        assertThat(reply.text("to")).isEqualTo("whatsapp:" + TwilioWire.PATIENT);
        assertThat(reply.text("num_segments")).isEqualTo("1");
    }

    @Test
    void twilios_own_library_reads_the_answer() throws IOException {
        String sent = wire.sendSms(Map.of()).body().toString();

        Message message =
                Message.fromJson(new ByteArrayInputStream(sent.getBytes(StandardCharsets.UTF_8)), new ObjectMapper());

        assertThat(message.getStatus()).isEqualTo(Message.Status.QUEUED);
        assertThat(message.getTo()).isEqualTo(TwilioWire.PATIENT);
        assertThat(message.getDateCreated().toInstant()).isEqualTo(NOW);
    }

    @Test
    void the_book_keeps_what_was_accepted_with_the_time_on_the_patients_clock() throws IOException {
        wire.sendSms(Map.of("Body", "first"));
        wire.sendWhatsapp(Map.of("Body", "second"));

        assertThat(wire.twilio.messages()).extracting(SandboxMessage::body).containsExactly("first", "second");
        assertThat(wire.twilio.messagesTo(TwilioWire.PATIENT))
                .extracting(SandboxMessage::channel)
                .containsExactly("sms", "whatsapp");
        assertThat(wire.twilio.messages().get(0).at()).isEqualTo(NOW.plus(Duration.ofDays(3)));
    }

    @Test
    void an_observer_sees_each_request_even_a_refused_one() throws IOException {
        wire.sendSms(Map.of("To", "nobody"));

        assertThat(wire.observed).hasSize(1);
        assertThat(wire.observed.get(0).form()).containsEntry("To", java.util.List.of("nobody"));
    }

    @Test
    void an_approved_template_goes_by_its_sid_and_variables() throws IOException {
        TwilioWire.Reply reply = wire.sendWhatsapp(
                Map.of("Body", "", "ContentSid", "HX" + "0".repeat(32), "ContentVariables", "{\"1\":\"Clinic\"}"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(wire.twilio.messages().get(0).contentVariables()).isEqualTo("{\"1\":\"Clinic\"}");
    }

    @Nested
    class Login {

        @Test
        void the_api_key_opens_as_well_as_the_account() throws IOException {
            assertThat(wire.get(messages(), TwilioWire.KEY, TwilioWire.SECRET).status())
                    .isEqualTo(200);
        }

        @Test
        void a_wrong_password_is_401_with_20003() throws IOException {
            TwilioWire.Reply reply = wire.get(messages(), TwilioWire.ACCOUNT, TwilioWire.SECRET);

            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.code()).isEqualTo(20003);
            assertThat(reply.text("more_info")).endsWith("/20003");
        }

        @Test
        void another_account_is_not_found() throws IOException {
            TwilioWire.Reply reply = wire.get("/2010-04-01/Accounts/AC" + "f".repeat(32) + "/Messages.json");

            assertThat(reply.status()).isEqualTo(404);
            assertThat(reply.code()).isEqualTo(20404);
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest(name = "{0} = {1} is {2}")
        @CsvSource({
            "To, '', 21604",
            "From, '', 21603",
            "Body, '', 21619",
            "To, 0491570156, 21211",
            "To, whatsapp:+61491570156, 21910",
            "From, +61491570110, 21606",
            "ContentVariables, {}, 21654",
            "ContentSid, HX1, 21655",
            "StatusCallback, nowhere, 21609",
            "ValidityPeriod, 0, 90007",
            "ValidityPeriod, 36001, 90007",
        })
        void a_request_that_twilio_refuses_is_refused_with_its_code(String field, String value, int code)
                throws IOException {
            TwilioWire.Reply reply = wire.sendSms(Map.of(field, value));

            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.code()).isEqualTo(code);
            assertThat(wire.twilio.messages()).isEmpty();
        }

        @Test
        void a_body_of_1600_characters_passes_and_one_more_does_not() throws IOException {
            assertThat(wire.sendSms(Map.of("Body", "x".repeat(1600))).status()).isEqualTo(201);
            assertThat(wire.sendSms(Map.of("Body", "x".repeat(1601))).code()).isEqualTo(21617);
        }

        @Test
        void content_variables_have_to_be_a_json_object() throws IOException {
            assertThat(wire.sendWhatsapp(Map.of("ContentSid", "HX" + "0".repeat(32), "ContentVariables", "1=Clinic"))
                            .code())
                    .isEqualTo(21656);
        }

        @Test
        void an_unknown_messaging_service_is_21701() throws IOException {
            assertThat(wire.sendSms(Map.of("From", "", "MessagingServiceSid", "MG" + "f".repeat(32)))
                            .code())
                    .isEqualTo(21701);
        }

        @Test
        void a_field_that_twilio_does_not_know_is_ignored() throws IOException {
            assertThat(wire.sendSms(Map.of("StatusCalback", "nowhere")).status())
                    .isEqualTo(201);
        }
    }

    @Nested
    class Lists {

        @Test
        void a_message_is_found_by_its_sid_and_an_unknown_sid_is_20404() throws IOException {
            String sid = wire.sendSms(Map.of()).text("sid");

            assertThat(wire.get(messages().replace(".json", "/" + sid + ".json"))
                            .text("sid"))
                    .isEqualTo(sid);
            assertThat(wire.get(messages().replace(".json", "/SM" + "0".repeat(32) + ".json"))
                            .code())
                    .isEqualTo(20404);
        }

        @Test
        void the_list_is_filtered_by_recipient_and_sender_newest_first() throws IOException {
            wire.sendSms(Map.of("Body", "older"));
            wire.sendSms(Map.of("Body", "newer"));
            wire.sendSms(Map.of("To", "+61491570110"));
            wire.sendWhatsapp(Map.of());

            TwilioWire.Reply reply =
                    wire.get(messages() + "?To=" + encode(TwilioWire.PATIENT) + "&From=" + encode(TwilioWire.SENDER));

            assertThat(StreamSupport.stream(reply.body().get("messages").spliterator(), false)
                            .map(message -> message.get("body").textValue()))
                    .containsExactly("newer", "older");
        }

        @ParameterizedTest(name = "{0} lists {1}")
        @CsvSource({
            "DateSent%3E=2026-03-05, 1",
            "DateSent%3E=2026-03-06, 0",
            "DateSent%3C=2026-03-05, 1",
            "DateSent%3C=2026-03-04, 0",
            "DateSent=2026-03-05, 1",
            "DateSent%3E=2026-03-05T10:00:00Z, 1",
            "DateSent%3E=2026-03-05T10:00:01Z, 0",
        })
        void the_list_is_filtered_by_date_inclusively(String filter, int count) throws IOException {
            wire.sendSms(Map.of());

            assertThat(wire.get(messages() + "?" + filter).body().get("messages"))
                    .hasSize(count);
        }

        @Test
        void pages_lead_from_one_to_the_next() throws IOException {
            for (int number : IntStream.rangeClosed(1, 3).toArray()) {
                wire.sendSms(Map.of("Body", "message " + number));
            }

            TwilioWire.Reply first = wire.get(messages() + "?PageSize=2");
            TwilioWire.Reply second = wire.get(first.text("next_page_uri"));

            assertThat(first.body().get("messages")).hasSize(2);
            assertThat(second.body().get("messages")).hasSize(1);
            assertThat(second.body().get("messages").get(0).get("body").textValue())
                    .isEqualTo("message 1");
            assertThat(second.body().get("next_page_uri").isNull()).isTrue();
        }
    }
}
