package org.consultflow.sandbox;

import java.util.Map;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StandInsTest {

    private static final Map<String, String> TWILIO = Map.of(
            "TWILIO_ACCOUNT_SID", "AC1",
            "TWILIO_AUTH_TOKEN", "token",
            "TWILIO_API_KEY", "SK1",
            "TWILIO_API_SECRET", "secret",
            "TWILIO_WHATSAPP_FROM", "+15005550006",
            "TWILIO_PHONE_NUMBER", "+15005550006");
    private static final Map<String, String> MAIL =
            Map.of("EMAIL_HOST", "smtp.example.com", "EMAIL_FROM", "clinic@example.com");
    private static final Map<String, String> DATABASE = Map.of(
            "SPRING_DATASOURCE_URL", "jdbc:postgresql://db/consultflow",
            "SPRING_DATASOURCE_USERNAME", "consultflow",
            "SPRING_DATASOURCE_PASSWORD", "secret");
    private static final Map<String, String> CREDENTIALS = Map.of(
            "CONSULTFLOW_ADMIN_USER", "ops",
            "CONSULTFLOW_ADMIN_PASSWORD", "secret",
            "CONSULTFLOW_API_KEY", "key",
            "CONSULTFLOW_SECRET_KEY", "key");

    private final MockEnvironment environment = new MockEnvironment();

    private StandInsTest with(Map<String, String> settings) {
        settings.forEach(environment::setProperty);
        return this;
    }

    private void decide() {
        new StandIns().postProcessEnvironment(environment, new SpringApplication());
    }

    private boolean standIn(String name) {
        return environment.getRequiredProperty("consultflow.stand-in." + name, Boolean.class);
    }

    private boolean page() {
        return environment.getRequiredProperty("consultflow.sandbox.page", Boolean.class);
    }

    private String clock() {
        return environment.getRequiredProperty("consultflow.clock");
    }

    @Test
    void with_nothing_configured_everything_is_stood_in_for() {
        decide();

        assertThat(standIn("database") && standIn("twilio") && standIn("mail") && standIn("payment"))
                .isTrue();
        assertThat(page()).isTrue();
        assertThat(clock()).isEqualTo("adjustable");
        assertThat(environment.getProperty("consultflow.twilio.api-url")).startsWith("http://127.0.0.1:");
        assertThat(environment.getProperty("consultflow.twilio.api-secret")).hasSizeGreaterThanOrEqualTo(32);
        assertThat(environment.getProperty("consultflow.mail.host")).isEqualTo("127.0.0.1");
    }

    @Test
    void only_the_stand_in_for_twilio_takes_messages_as_fast_as_they_come() {
        decide();
        assertThat(environment.getProperty("consultflow.stand-in.sms-rate")).isEqualTo("0");
        assertThat(environment.getProperty("consultflow.stand-in.whatsapp-rate"))
                .isEqualTo("0");
    }

    @Test
    void a_real_twilio_has_the_rates_of_its_senders() {
        with(TWILIO).decide();
        assertThat(environment.getProperty("consultflow.stand-in.sms-rate")).isNull();
        assertThat(environment.getProperty("consultflow.stand-in.whatsapp-rate"))
                .isNull();
    }

    @Test
    void each_stand_in_leaves_alone() {
        with(MAIL).decide();

        assertThat(standIn("mail")).isFalse();
        assertThat(standIn("twilio")).isTrue();
        assertThat(environment.getProperty("consultflow.mail.host")).isNull();
    }

    @Test
    void the_page_goes_with_the_first_real_thing_and_the_clock_with_the_first_real_channel() {
        with(DATABASE).with(CREDENTIALS).decide();

        assertThat(page()).isFalse();
        assertThat(clock()).isEqualTo("adjustable");
    }

    @Test
    void with_a_real_channel_the_clock_is_the_systems() {
        with(TWILIO).decide();

        assertThat(clock()).isEqualTo("system");
    }

    @Test
    void page_and_clock_stay_when_they_are_asked_for() {
        with(TWILIO)
                .with(Map.of("CONSULTFLOW_SANDBOX", "true", "CONSULTFLOW_CLOCK", "adjustable"))
                .decide();

        assertThat(page()).isTrue();
        assertThat(clock()).isEqualTo("adjustable");
    }

    @Test
    void page_and_clock_go_when_they_are_not_wanted() {
        with(Map.of("CONSULTFLOW_SANDBOX", "false", "CONSULTFLOW_CLOCK", "system"))
                .decide();

        assertThat(page()).isFalse();
        assertThat(clock()).isEqualTo("system");
    }

    @Nested
    class ASetThatIsBegun {

        @ParameterizedTest(name = "{0} alone misses {1}")
        @CsvSource(
                delimiter = '|',
                textBlock =
                        """
                TWILIO_ACCOUNT_SID   | TWILIO_AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET, TWILIO_WHATSAPP_FROM, TWILIO_PHONE_NUMBER or TWILIO_MESSAGING_SERVICE_SID
                TWILIO_AUTH_TOKEN    | TWILIO_ACCOUNT_SID, TWILIO_API_KEY
                EMAIL_HOST           | EMAIL_FROM
                EMAIL_FROM           | EMAIL_HOST
                STRIPE_SECRET_KEY    | STRIPE_WEBHOOK_SECRET
                SPRING_DATASOURCE_URL| SPRING_DATASOURCE_USERNAME, SPRING_DATASOURCE_PASSWORD, CONSULTFLOW_ADMIN_USER, CONSULTFLOW_ADMIN_PASSWORD, CONSULTFLOW_API_KEY, CONSULTFLOW_SECRET_KEY
                """)
        void stops_the_start_and_names_what_is_missing(String only, String missing) {
            with(Map.of(only, "set"));

            assertThatThrownBy(StandInsTest.this::decide)
                    .isInstanceOf(IncompleteSettingsException.class)
                    .hasMessageContaining("Missing: " + missing);
        }

        @Test
        void by_two_sets_names_what_is_missing_of_both() {
            with(Map.of("EMAIL_HOST", "smtp.example.com", "STRIPE_SECRET_KEY", "sk"));

            assertThatThrownBy(StandInsTest.this::decide).hasMessageContaining("EMAIL_FROM, STRIPE_WEBHOOK_SECRET");
        }

        @Test
        void and_complete_starts() {
            with(TWILIO).with(MAIL).with(DATABASE).with(CREDENTIALS);

            assertThatCode(StandInsTest.this::decide).doesNotThrowAnyException();
        }

        @Test
        void is_not_begun_by_a_blank() {
            with(Map.of("TWILIO_ACCOUNT_SID", " ")).decide();

            assertThat(standIn("twilio")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"CONSULTFLOW_CLOCK, fast", "CONSULTFLOW_SANDBOX, maybe"})
    void nonsense_stops_the_start(String name, String value) {
        with(Map.of(name, value));

        assertThatThrownBy(this::decide)
                .isInstanceOf(IncompleteSettingsException.class)
                .hasMessageContaining(name);
    }
}
