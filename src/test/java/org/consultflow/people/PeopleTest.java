package org.consultflow.people;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.crypto.Vault;
import org.consultflow.people.QuietHours.Mode;
import org.consultflow.support.MovableClock;
import org.consultflow.support.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PeopleTest {

    private static final String NUMBER = "+61491570156";

    private final JdbcClient jdbc = JdbcClient.create(TestDatabase.fresh());
    private final MovableClock clock = new MovableClock(Instant.parse("2026-12-01T00:00:00Z"));
    private final ConsentStore consents = new ConsentStore(jdbc, clock);
    private final PreferenceStore preferences = new PreferenceStore(jdbc, clock);
    private final OptOutStore optOuts = new OptOutStore(jdbc, clock);
    private final People people = new People(
            jdbc,
            consents,
            preferences,
            optOuts,
            new Vault(Base64.getEncoder().encodeToString(new byte[32])),
            new ObjectMapper(),
            clock);
    private final Communication communication = new Communication(jdbc, people, consents, preferences, optOuts, clock);

    @Test
    void a_person_is_written_to_in_the_language_that_is_preferred_else_in_the_bookings() {
        UUID id = book("pat-1", NUMBER);
        assertThat(people.get(id).locale()).isEqualTo(Locale.ENGLISH);
        communication.prefer("pat-1", new Preferences(List.of(), Locale.forLanguageTag("es-MX"), null));
        book("pat-1", NUMBER);
        assertThat(people.get(id).locale()).isEqualTo(Locale.forLanguageTag("es-MX"));
        communication.prefer("pat-1", Preferences.NONE);
        assertThat(people.get(id).locale()).isEqualTo(Locale.ENGLISH);
    }

    @Test
    void preferences_come_back_as_they_were_kept() {
        UUID id = book("pat-2", NUMBER);
        Preferences wanted = new Preferences(
                List.of("sms", "email"),
                null,
                new QuietHours(LocalTime.of(21, 30), LocalTime.MIDNIGHT, ZoneId.of("Asia/Kolkata"), Mode.DROP));
        communication.prefer("pat-2", wanted);
        assertThat(people.preferences(id)).isEqualTo(wanted);
    }

    @Test
    void a_stop_holds_for_the_number_whoever_has_it_and_is_not_undone_by_consent() {
        book("pat-3", NUMBER);
        book("pat-4", NUMBER);
        people.optOut("sms", NUMBER, "provider-21610");
        communication.consent("pat-3", "sms", true, null, "api");
        assertThat(people.optedOut("sms", NUMBER)).isTrue();
        assertThat(communication.of("pat-4").optOuts().get("sms"))
                .containsExactly(new OptOutEvent("sms", true, "provider-21610", clock.instant()));
        people.optIn("sms", NUMBER);
        people.optIn("sms", NUMBER);
        assertThat(people.optedOut("sms", NUMBER)).isFalse();
        assertThat(communication.of("pat-3").optOuts().get("sms"))
                .extracting(OptOutEvent::optedOut)
                .containsExactly(true, false);
    }

    @Test
    void a_statement_of_last_week_is_kept_and_does_not_count_against_a_newer_one() {
        UUID id = book("pat-5", NUMBER);
        communication.consent("pat-5", "sms", false, null, "phone-call");
        communication.consent("pat-5", "sms", true, Instant.parse("2026-11-24T00:00:00Z"), "paper-form");
        assertThat(people.get(id).consent()).doesNotContain("sms");
        assertThat(communication.of("pat-5").consents().history()).hasSize(4);
    }

    @Test
    void both_who_take_part_are_registered_at_once_and_keep_what_is_known_of_them() {
        UUID earlier = book("pat-6", NUMBER);
        communication.consent("pat-6", "sms", false, null, "phone-call");
        Map<Role, UUID> ids = people.register(Map.of(
                Role.PROVIDER,
                new PersonDetails("doc-6", "Dr Example", null, NUMBER, Locale.ENGLISH, Set.of(), false, null),
                Role.PATIENT,
                new PersonDetails("pat-6", "Pat Newname", null, NUMBER, Locale.ENGLISH, Set.of("sms"), false, null)));
        assertThat(ids.get(Role.PATIENT)).isEqualTo(earlier);
        assertThat(people.get(earlier).name()).isEqualTo("Pat Newname");
        assertThat(people.get(earlier).consent()).isEmpty();
        assertThat(people.get(ids.get(Role.PROVIDER)).role()).isEqualTo(Role.PROVIDER);
        assertThat(communication.of("pat-6").consents().history())
                .as("in the order in which it was said")
                .extracting(ConsentStatement::channel)
                .startsWith("sms", "email", "sms");
    }

    @Test
    void a_provider_is_no_patient() {
        people.register(
                Role.PROVIDER,
                new PersonDetails("doc-3", "Dr Example", null, NUMBER, Locale.ENGLISH, Set.of(), false, null));
        assertThatThrownBy(() -> communication.of("doc-3")).isInstanceOf(PersonNotFoundException.class);
    }

    private UUID book(String reference, String phone) {
        return people.register(
                Role.PATIENT,
                new PersonDetails(reference, "Pat Example", null, phone, Locale.ENGLISH, Set.of("sms"), false, null));
    }
}
