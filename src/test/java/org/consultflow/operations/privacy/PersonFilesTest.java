package org.consultflow.operations.privacy;

import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.crypto.Vault;
import org.consultflow.operations.RoomOfRecords;
import org.consultflow.operations.RoomOfRecords.Records;
import org.consultflow.operations.Secrets;
import org.consultflow.people.People;
import org.consultflow.people.PersonNotFoundException;
import org.consultflow.people.Role;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringJUnitConfig(RoomOfRecords.class)
class PersonFilesTest {

    @Autowired
    Records records;

    @Autowired
    PersonFiles files;

    @Autowired
    People people;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ObjectMapper json;

    private List<String> textsOf(String reference) {
        return Secrets.of(jdbc, vault).stream()
                .filter(text -> text.contains(reference)
                        || text.contains(Records.phone(reference))
                        || text.contains(people.addressKey(Records.phone(reference))))
                .toList();
    }

    private List<String> auditOf(UUID person) {
        return jdbc.sql("select actor || ' ' || action from audit_entry where detail like :detail order by number")
                .param("detail", "%person=" + person)
                .query(String.class)
                .list();
    }

    @Test
    void an_export_has_everything_that_is_held_and_nothing_of_others() throws Exception {
        records.visit("pat-export", "doc-export", 5, "completed");
        records.visit("pat-other", "doc-export", 4, "completed");
        UUID person = people.find(Role.PATIENT, "pat-export").orElseThrow();
        people.optOut("sms", Records.phone("pat-export"), "twilio-inbound-message");

        String export = json.writeValueAsString(files.export(Role.PATIENT, "pat-export"));

        assertThat(export)
                .contains("Name-of-pat-export", "pat-export@mail.example", Records.phone("pat-export"))
                .contains("place of pat-export", "reason of pat-export", "text of pat-export", "chat of pat-export")
                .contains("answer to text of pat-export", "reminder-1h", "twilio-inbound-message")
                .doesNotContain("pat-other", Records.phone("pat-other"), Records.phone("doc-export"));
        assertThat(auditOf(person)).containsExactly("api person-exported");
    }

    @Test
    void after_an_erasure_nobody_who_has_the_key_finds_the_person_anywhere() {
        UUID visit = records.visit("pat-erase", "doc-erase", 5, "completed");
        UUID person = people.find(Role.PATIENT, "pat-erase").orElseThrow();
        List<String> other = textsOf("doc-erase");
        assertThat(textsOf("pat-erase")).hasSizeGreaterThan(8);

        assertThat(files.erase(Role.PATIENT, "pat-erase")).isEqualTo(1);

        assertThat(textsOf("pat-erase")).isEmpty();
        assertThat(textsOf("doc-erase")).as("the provider").containsExactlyInAnyOrderElementsOf(other);
        assertThat(jdbc.sql("select count(*) from attempt a join delivery d on d.id = a.delivery_id"
                                + " where d.consultation_id = :id and a.price = 0.05")
                        .param("id", visit)
                        .query(Integer.class)
                        .single())
                .as("what it cost")
                .isEqualTo(2);
        assertThat(files.erase(Role.PATIENT, "pat-erase")).as("asked again").isZero();
        assertThat(auditOf(person)).containsExactly("api person-erased");
        assertThatThrownBy(() -> files.export(Role.PATIENT, "pat-erase")).isInstanceOf(PersonNotFoundException.class);
        assertThat(records.booked(Role.PATIENT, "pat-erase"))
                .as("somebody new, of the same reference")
                .isNotEqualTo(person);
    }

    @Test
    void a_stop_outlives_the_erasure_because_it_has_to_be_obeyed() {
        records.visit("pat-stop", "doc-stop", 5, "cancelled");
        people.optOut("sms", Records.phone("pat-stop"), "twilio-inbound-message");
        files.erase(Role.PATIENT, "pat-stop");
        assertThat(people.optedOut("sms", Records.phone("pat-stop"))).isTrue();
    }

    @Test
    void nobody_is_erased_who_has_a_visit_ahead_and_the_answer_names_it() {
        UUID ahead = records.visit("pat-ahead", "doc-ahead", 0, "confirmed");
        for (Role role : Role.values()) {
            String reference = role == Role.PATIENT ? "pat-ahead" : "doc-ahead";
            List<String> held = textsOf(reference);
            assertThatThrownBy(() -> files.erase(role, reference))
                    .isInstanceOf(StateConflictException.class)
                    .hasMessageContaining(ahead.toString());
            assertThat(textsOf(reference)).containsExactlyInAnyOrderElementsOf(held);
        }
    }

    @Test
    void a_provider_is_given_out_and_erased_as_well() throws Exception {
        records.visit("pat-of-doc", "doc-gone", 5, "completed");
        assertThat(json.writeValueAsString(files.export(Role.PROVIDER, "doc-gone")))
                .contains("Name-of-doc-gone", Records.phone("doc-gone"))
                .doesNotContain("Name-of-pat-of-doc", Records.phone("pat-of-doc"));
        files.erase(Role.PROVIDER, "doc-gone");
        assertThat(textsOf("doc-gone")).isEmpty();
        assertThat(textsOf("pat-of-doc")).isNotEmpty();
    }
}
