package org.consultflow.audit;

import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.consultflow.crypto.Vault;
import org.consultflow.support.MovableClock;
import org.consultflow.support.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

class HashChainTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NEWER_KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final UUID CONSULTATION = UUID.fromString("0b0b5a0e-5f4c-4d4a-9a2e-0c6c6a3f0d11");

    private DataSource source;
    private JdbcClient jdbc;
    private TransactionTemplate transaction;
    private HashChain audit;

    @BeforeEach
    void anEmptyAudit() {
        source = TestDatabase.fresh();
        jdbc = JdbcClient.create(source);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(source));
        audit = node(KEY);
    }

    private HashChain node(String keys) {
        Clock clock = new MovableClock(Instant.parse("2026-11-30T22:00:00Z"));
        return new HashChain(jdbc, new Vault(keys), new DataSourceTransactionManager(source), clock, clock);
    }

    private ChainCheck.Verdict verdict() {
        return new ChainCheck(audit).check();
    }

    private void threeEntries() {
        audit.record("api", "token-issued", CONSULTATION, "participant=patient");
        audit.record("ops:demo", "link-revoked", CONSULTATION, null);
        audit.record("service", "room-made", null, null);
    }

    /** As somebody does who owns the database. */
    private void tamper(String sql) {
        jdbc.sql("alter table audit_entry disable trigger audit_entry_stays").update();
        jdbc.sql(sql).update();
    }

    @Test
    void what_was_written_is_read_in_order_and_is_intact() {
        threeEntries();
        assertThat(audit.after(0, null, 10))
                .extracting(link -> link.entry().number() + " " + link.entry().actor() + " "
                        + link.entry().action())
                .containsExactly("1 api token-issued", "2 ops:demo link-revoked", "3 service room-made");
        assertThat(audit.after(1, CONSULTATION, 10)).hasSize(1);
        assertThat(verdict()).returns(true, ChainCheck.Verdict::intact).returns(3L, ChainCheck.Verdict::entries);
    }

    @Test
    void an_empty_audit_is_intact() {
        assertThat(verdict().intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set action = 'nothing-done' where number = 2",
                "update audit_entry set actor = 'ops:other' where number = 2",
                "update audit_entry set happened_at = happened_at + interval '1 microsecond' where number = 2",
                "update audit_entry set recorded_at = recorded_at + interval '1 second' where number = 2",
                "update audit_entry set consultation_id = gen_random_uuid() where number = 2",
                "update audit_entry set detail = 'why=none' where number = 2",
                "update audit_entry set hash = sha256(hash) where number = 2",
                "delete from audit_entry where number = 2"
            })
    void the_first_entry_that_was_tampered_with_is_named(String sql) {
        threeEntries();
        tamper(sql);
        assertThat(verdict()).returns(false, ChainCheck.Verdict::intact).returns(2L, ChainCheck.Verdict::firstWrong);
    }

    @Test
    void an_entry_that_was_taken_out_shows_even_if_the_others_are_numbered_anew() {
        threeEntries();
        tamper("delete from audit_entry where number = 2");
        tamper("update audit_entry set number = 2 where number = 3");
        tamper("update audit_head set number = 2");
        assertThat(verdict().firstWrong()).isEqualTo(2);
    }

    @Test
    void a_cut_off_end_shows() {
        threeEntries();
        tamper("delete from audit_entry where number = 3");
        assertThat(verdict().firstWrong()).isEqualTo(3);
    }

    @Test
    void an_entry_that_was_put_behind_the_end_shows() {
        threeEntries();
        tamper(
                "insert into audit_entry select 4, happened_at, recorded_at, actor, action, consultation_id, detail, hash"
                        + " from audit_entry where number = 3");
        assertThat(verdict().firstWrong()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"update audit_entry set actor = 'x'", "delete from audit_entry", "truncate audit_entry"})
    void nothing_is_changed_or_deleted_by_accident(String sql) {
        threeEntries();
        assertThatThrownBy(() -> jdbc.sql(sql).update()).hasMessageContaining("only appended to");
    }

    @Test
    void an_earlier_key_still_proves_what_it_signed() {
        audit.record("api", "token-issued", CONSULTATION, null);
        audit = node(NEWER_KEY + "," + KEY);
        audit.record("api", "token-issued", CONSULTATION, null);
        assertThat(verdict().intact()).isTrue();

        audit = node(NEWER_KEY);
        assertThat(verdict().firstWrong()).isEqualTo(1);
    }

    @Test
    void two_nodes_at_once_do_not_fork_the_chain() {
        HashChain other = node(KEY);
        var threads = Executors.newFixedThreadPool(8);
        try {
            CompletableFuture.allOf(IntStream.range(0, 80)
                            .mapToObj(turn -> CompletableFuture.runAsync(
                                    () -> (turn % 2 == 0 ? audit : other)
                                            .record("service", "room-made", null, "turn=" + turn),
                                    threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
        assertThat(verdict()).returns(true, ChainCheck.Verdict::intact).returns(80L, ChainCheck.Verdict::entries);
    }

    @Test
    void what_is_rolled_back_was_not_done_and_leaves_no_gap() {
        transaction.executeWithoutResult(begun -> {
            audit.record("api", "link-revoked", CONSULTATION, null);
            begun.setRollbackOnly();
        });
        transaction.executeWithoutResult(begun -> {
            audit.record("api", "token-issued", CONSULTATION, null);
            audit.record("api", "call-placed", CONSULTATION, null);
        });
        assertThat(audit.after(0, null, 10))
                .extracting(link -> link.entry().action())
                .containsExactly("token-issued", "call-placed");
        assertThat(verdict().intact()).isTrue();
    }

    @Test
    void a_long_transaction_keeps_nobody_from_writing() {
        transaction.executeWithoutResult(begun -> {
            audit.record("api", "link-revoked", CONSULTATION, null);
            CompletableFuture.runAsync(() -> audit.record("service", "room-made", null, null))
                    .join();
        });
        assertThat(audit.after(0, null, 10))
                .extracting(link -> link.entry().action())
                .containsExactly("room-made", "link-revoked");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pat@example.com", "+61491570156", "Pat Example", "why", "why=", "why=a b"})
    void free_text_and_contact_data_are_refused(String detail) {
        assertThatThrownBy(() -> audit.record("api", "link-revoked", CONSULTATION, detail))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(detail);
        assertThat(audit.after(0, null, 10)).isEqualTo(List.of());
    }

    @Test
    void it_is_read_and_checked_over_rest() throws Exception {
        threeEntries();
        MockMvc api = MockMvcBuilders.standaloneSetup(new AuditController(audit, new ChainCheck(audit)))
                .build();
        api.perform(get("/api/audit")
                        .param("consultationId", CONSULTATION.toString())
                        .param("after", "1"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.entries.length()").value(1))
                .andExpect(jsonPath("$.entries[0].actor").value("ops:demo"));
        api.perform(get("/api/audit/verification"))
                .andExpect(jsonPath("$.intact").value(true))
                .andExpect(jsonPath("$.entries").value(3));
        api.perform(get("/api/audit").param("limit", "1001")).andExpect(status().isBadRequest());
    }
}
