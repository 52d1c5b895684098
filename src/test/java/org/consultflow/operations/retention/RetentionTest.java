package org.consultflow.operations.retention;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.consultflow.audit.Audit;
import org.consultflow.crypto.Vault;
import org.consultflow.operations.RoomOfRecords;
import org.consultflow.operations.RoomOfRecords.Records;
import org.consultflow.operations.Secrets;
import org.consultflow.people.People;
import org.consultflow.people.Person;
import org.consultflow.people.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SpringJUnitConfig(RoomOfRecords.class)
class RetentionTest {

    private static final Duration EVER = Duration.ZERO;
    private static final Duration A_MONTH = Duration.ofDays(30);
    private static final RetentionSettings ALL_A_MONTH =
            new RetentionSettings(A_MONTH, A_MONTH, A_MONTH, A_MONTH, A_MONTH, A_MONTH);

    @Autowired
    Records records;

    @Autowired
    RetentionBatch batch;

    @Autowired
    People people;

    @Autowired
    Vault vault;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Audit audit;

    @Autowired
    Clock clock;

    @Autowired
    PlatformTransactionManager transactions;

    @BeforeEach
    void nothingElse() {
        List.of("chat_line", "inbound_message", "inbox_item", "attempt", "delivery", "notice", "consultation")
                .forEach(table -> jdbc.sql("delete from " + table).update());
        jdbc.sql("update retention set erased_to = '1970-01-01T00:00:00Z'").update();
    }

    private void sweep(RetentionSettings settings) {
        new RetentionSweep(batch, settings, audit, clock).sweep();
    }

    private List<String> textsOf(String reference) {
        return Secrets.of(jdbc, vault).stream()
                .filter(text -> text.contains("of " + reference)
                        || text.contains("Name-of-" + reference)
                        || text.contains(reference + "@")
                        || text.contains(Records.phone(reference)))
                .toList();
    }

    private String lastAudit() {
        return jdbc.sql(
                        "select string_agg(actor || ' ' || action || ' ' || detail, ', ' order by number) from audit_entry")
                .query(String.class)
                .single();
    }

    @Test
    void what_a_visit_left_of_its_people_is_gone_after_its_time_and_what_was_counted_stays() {
        UUID old = records.visit("pat-old", "doc-old", 31, "completed");
        records.visit("pat-new", "doc-new", 29, "completed");
        List<String> kept = textsOf("pat-new");

        sweep(ALL_A_MONTH);

        assertThat(textsOf("pat-old")).isEmpty();
        assertThat(textsOf("doc-old")).isEmpty();
        assertThat(kept).hasSizeGreaterThan(5);
        assertThat(textsOf("pat-new")).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(jdbc.sql("select status from consultation where id = :id")
                        .param("id", old)
                        .query(String.class)
                        .single())
                .isEqualTo("completed");
        assertThat(jdbc.sql("select sum(price) from attempt")
                        .query(Double.class)
                        .single())
                .isEqualTo(0.2);
        assertThat(lastAudit())
                .contains("service retention-erased kind=addresses count=1")
                .contains("service retention-erased kind=replies count=1")
                .contains("service retention-erased kind=chat count=1");
    }

    @Test
    void who_came_again_is_kept_until_that_visit_is_old_too_and_what_they_withdrew_stays() {
        UUID patient = records.booked(Role.PATIENT, "pat-again");
        records.visit("pat-again", "doc-a", 200, "completed");
        records.visit("pat-again", "doc-b", 10, "confirmed");
        // both were booked long ago
        jdbc.sql("update person set updated_at = updated_at - interval '300 days'")
                .update();
        sweep(ALL_A_MONTH);
        assertThat(people.get(patient).name()).isEqualTo("Name-of-pat-again");
        assertThat(people.find(Role.PROVIDER, "doc-a").map(people::get).map(Person::name))
                .contains("");

        jdbc.sql("update consultation set start_at = start_at - interval '30 days'")
                .update();
        jdbc.sql("update person set updated_at = updated_at - interval '30 days'")
                .update();
        sweep(ALL_A_MONTH);

        Person erased = people.get(patient);
        assertThat(erased.name()).isEmpty();
        assertThat(erased.email()).isNull();
        assertThat(erased.phone()).isNull();
        assertThat(erased.reference()).isEqualTo("pat-again");
        assertThat(erased.consent()).containsExactlyInAnyOrder("email", "sms");
        assertThat(records.booked(Role.PATIENT, "pat-again")).isEqualTo(patient);
        assertThat(people.get(patient).name()).isEqualTo("Name-of-pat-again");
    }

    @Test
    void each_kind_has_a_time_of_its_own_and_none_means_for_ever() {
        records.visit("pat-long", "doc-long", 4000, "completed");
        sweep(new RetentionSettings(EVER, EVER, EVER, A_MONTH, EVER, EVER));
        assertThat(textsOf("pat-long"))
                .noneMatch(text -> text.contains("place of") || text.contains("reason of"))
                .anyMatch(text -> text.contains("Name-of"))
                .anyMatch(text -> text.startsWith("attempt.recipient_sealed"))
                .anyMatch(text -> text.startsWith("inbound_message.text_sealed"))
                .anyMatch(text -> text.startsWith("chat_line.text_sealed"));
    }

    @Test
    void a_sweep_that_was_stopped_is_taken_up_where_it_stopped() {
        records.visit("pat-many", "doc-many", 31, "completed");
        jdbc.sql(
                        """
                        insert into consultation (id, type, status, start_at, time_zone, duration_minutes, schedule_revision,
                            patient_id, provider_id, location_sealed, requires_acceptance, booked_at)
                        select gen_random_uuid(), type, status, start_at - number % 3 * interval '1 day', time_zone,
                            duration_minutes, schedule_revision, patient_id, provider_id, location_sealed, false, booked_at
                        from consultation, generate_series(1, 249) number""")
                .update();
        Instant before = clock.instant().minus(A_MONTH);
        assertThat(batch.erase(Kind.TEXTS, before)).isEqualTo(200);
        assertThat(batch.erase(Kind.TEXTS, before)).isEqualTo(50);
        assertThat(batch.erase(Kind.TEXTS, before)).isZero();
        assertThat(jdbc.sql("select count(*) from consultation where location_sealed is not null")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void while_one_node_erases_another_leaves_it_alone() {
        records.visit("pat-node", "doc-node", 31, "completed");
        TransactionTemplate another = new TransactionTemplate(transactions);
        another.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        new TransactionTemplate(transactions).executeWithoutResult(begun -> {
            batch.erase(Kind.TEXTS, clock.instant().minus(A_MONTH));
            int there = another.execute(
                    meanwhile -> batch.erase(Kind.TEXTS, clock.instant().minus(A_MONTH)));
            assertThat(there).isZero();
        });
    }

    @Test
    void a_time_so_short_that_visits_are_still_written_about_is_refused() {
        assertThatThrownBy(() -> new RetentionSettings(EVER, EVER, Duration.ofDays(8), EVER, EVER, EVER))
                .hasMessageContaining("9d or longer");
    }
}
