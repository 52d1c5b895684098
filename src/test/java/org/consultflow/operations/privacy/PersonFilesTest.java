package org.consultflow.operations.privacy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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
    void what_was_recorded_is_given_out_with_the_yes_and_a_link_but_to_a_provider_only_their_own() {
        UUID visit = records.visit("pat-recorded", "doc-recorded", 5, "completed");
        recorded(visit, "RTp", "RTd", RoomOfRecords.NOW.minus(Duration.ofDays(5)));
        jdbc.sql("update recording set seconds = 62 where participant = 'provider'")
                .update();
        recorded(records.visit("pat-not-asked", "doc-not-asked", 5, "completed"), "RTx", "RTy", RoomOfRecords.NOW);

        JsonNode held = recordingsOf(Role.PATIENT, "pat-recorded");
        assertThat(held.findValuesAsText("consultationId")).containsExactly(visit.toString());
        assertThat(held.at("/0/consents/0/answer").asText()).isEqualTo("yes");
        assertThat(held.at("/0/consents/0/answeredAt").asText()).startsWith("2027-05-27T00:00");
        JsonNode tracks = held.at("/0/recordings");
        assertThat(tracks.findValuesAsText("participant")).containsExactlyInAnyOrder("patient", "provider");
        assertThat(tracks.findValuesAsText("seconds")).containsExactlyInAnyOrder("61", "62");
        assertThat(tracks.findValuesAsText("recordedAt")).allMatch(at -> at.startsWith("2027-05-27T00:00"));
        assertThat(tracks.findValuesAsText("keptUntil"))
                .as("30 days")
                .allMatch(at -> at.startsWith("2027-06-26T00:00"))
                .hasSize(2);
        assertThat(tracks.findValuesAsText("link"))
                .containsExactlyElementsOf(tracks.findValuesAsText("id").stream()
                        .map(id -> "/api/consultations/" + visit + "/recordings/" + id + "/media")
                        .toList());
        assertThat(held.toString()).as("the provider of rooms' own id").doesNotContain("RTp");

        assertThat(recordingsOf(Role.PROVIDER, "doc-recorded").findValuesAsText("participant"))
                .containsExactly("provider");
    }

    @Test
    void what_was_recorded_of_who_is_erased_is_asked_to_be_deleted_and_is_given_out_no_more() {
        UUID visit = records.visit("pat-unrecorded", "doc-unrecorded", 5, "completed");
        UUID other = records.visit("pat-kept", "doc-unrecorded", 5, "completed");
        recorded(visit, "RT1", "RT2", RoomOfRecords.NOW);
        recorded(other, "RT3", "RT4", RoomOfRecords.NOW);

        files.erase(Role.PATIENT, "pat-unrecorded");

        assertThat(jdbc.sql("select consultation_id from recording where deletion_due_at <= :now")
                        .param("now", RoomOfRecords.NOW.atOffset(ZoneOffset.UTC))
                        .query(UUID.class)
                        .list())
                .as("asked to be deleted now")
                .containsExactly(visit, visit);
        assertThat(jdbc.sql("select detail from audit_entry where action = 'recording-deletion-asked'"
                                + " and consultation_id = :id")
                        .param("id", visit)
                        .query(String.class)
                        .list())
                .hasSize(2)
                .allMatch(detail -> detail.endsWith("why=erasure"));
        JsonNode ofProvider = recordingsOf(Role.PROVIDER, "doc-unrecorded");
        assertThat(ofProvider.findValuesAsText("link")).hasSize(1).allMatch(link -> link.contains(other.toString()));
        assertThat(ofProvider.findValuesAsText("status")).containsExactlyInAnyOrder("deleting", "completed");

        jdbc.sql("update recording set deleted_at = now() where consultation_id = :id")
                .param("id", visit)
                .update();
        assertThat(recordingsOf(Role.PROVIDER, "doc-unrecorded").findValuesAsText("status"))
                .containsExactly("completed");
    }

    /** What a visit leaves where it was recorded with the patient's yes, each participant's sound; known by these SIDs. */
    private void recorded(UUID consultation, String patientsSid, String providersSid, Instant at) {
        jdbc.sql(
                        """
                        insert into recording_consent (id, consultation_id, asked_at, answer, answered_at)
                        values (:id, :id, :at, 'yes', :at)""")
                .param("id", consultation)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        track(consultation, "patient", patientsSid, at);
        track(consultation, "provider", providersSid, at);
    }

    private void track(UUID consultation, String participant, String sid, Instant at) {
        jdbc.sql(
                        """
                        insert into recording (id, consultation_id, sid_key, sid_sealed, participant, kind, status, seconds,
                            started_at)
                        values (:id, :consultation, :key, :sid, :participant, 'audio', 'completed', 61, :at)""")
                .param("id", UUID.nameUUIDFromBytes(sid.getBytes(StandardCharsets.UTF_8)))
                .param("consultation", consultation)
                .param("key", vault.lookupKey("recording-sid", sid))
                .param("sid", vault.seal(sid))
                .param("participant", participant)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private JsonNode recordingsOf(Role role, String reference) {
        return json.copy()
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .setSerializationInclusion(JsonInclude.Include.NON_NULL)
                .valueToTree(files.export(role, reference).held().get("recordings"));
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
