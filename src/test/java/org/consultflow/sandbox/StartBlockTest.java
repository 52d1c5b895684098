package org.consultflow.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.consultflow.time.AdjustableClock;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class StartBlockTest {

    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final MockEnvironment environment = new MockEnvironment()
            .withProperty("local.server.port", "18080")
            .withProperty("consultflow.data-directory", "./data")
            .withProperty("consultflow.admin-user", "admin")
            .withProperty("consultflow.admin-password", "the-password")
            .withProperty("consultflow.api-key", "the-key");

    private String text() {
        return new StartBlock(environment, new StandInsInUse(environment), beans.getBeanProvider(AdjustableClock.class))
                .text();
    }

    @Test
    void a_first_start_shows_where_things_are_and_the_credentials_it_made() {
        environment
                .withProperty("consultflow.sandbox.page", "true")
                .withProperty("consultflow.stand-in.database", "true")
                .withProperty("consultflow.stand-in.twilio", "true")
                .withProperty(
                        FirstCredentials.TO_SHOW,
                        "consultflow.admin-user,consultflow.admin-password,consultflow.api-key");
        Clock real = Clock.fixed(Instant.parse("2026-03-05T10:00:00Z"), ZoneOffset.UTC);
        beans.addBean("clock", new AdjustableClock(real, Duration.ofHours(26)));

        assertThat(text())
                .contains("http://localhost:18080/")
                .contains("http://localhost:18080/camunda/app/cockpit/")
                .contains("http://localhost:18080/api-docs")
                .contains("database, twilio")
                .contains("PT26H ahead")
                .contains("admin / the-password")
                .contains("the-key");
    }

    @Test
    void a_later_start_says_where_the_credentials_are_and_does_not_show_them() {
        environment.withProperty("consultflow.stand-in.database", "true").withProperty(FirstCredentials.TO_SHOW, "");

        assertThat(text())
                .contains("data/credentials.properties")
                .doesNotContain("the-password")
                .doesNotContain("the-key")
                .doesNotContain("Sandbox page");
    }

    @Test
    void with_everything_real_nothing_is_said_of_credentials() {
        assertThat(text()).contains("none").doesNotContain("the-password").doesNotContain("credentials");
    }
}
