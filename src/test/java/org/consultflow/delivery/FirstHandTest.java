package org.consultflow.delivery;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.consultflow.support.StatementCounter;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a node has free hands for is in hand when the transaction that asks for it is committed. */
@ContextConfiguration(classes = BatchesTest.WithCounter.class)
class FirstHandTest extends HandsSteps {

    @Autowired
    StatementCounter counter;

    @Test
    void it_is_written_as_being_sent_and_nobody_has_to_look_for_it() {
        counter.reset();
        request("reminder-1h", PHONE);

        assertThat(states()).containsExactly("SENDING", "WAITING");
        assertThat(farEnd.sent).as("called by other hands").isEmpty();
        assertThat(hints).isZero();
        assertThat(counter.statements()).noneMatch(sql -> sql.startsWith("update") || sql.contains("from delivery d"));
        assertThat(dueNow()).isEmpty();

        finish();
        assertThat(sentChannels()).containsExactly("whatsapp");
        assertThat(states()).containsExactly("SENT", "WAITING");
        assertThat(jdbc.sql("select state || ' as ' || taken_as from attempt")
                        .query(String.class)
                        .list())
                .containsExactly("ACCEPTED as queued");
        assertThat(events()).as("what its row says").isEmpty();
    }

    @Test
    void what_is_rolled_back_is_not_sent_and_its_hands_are_free() {
        for (int i = 0; i < 5; i++) {
            transaction.executeWithoutResult(tx -> {
                outbox.request(key("reminder-1h"), PHONE, clock.instant().plus(Duration.ofHours(1)), true);
                tx.setRollbackOnly();
            });
        }
        assertThat(hands).isEmpty();
        assertThat(noticeStates()).isEmpty();
        request("reminder-1h", PHONE);
        assertThat(states()).containsExactly("SENDING", "WAITING");
    }

    @Test
    void after_a_commit_that_failed_it_is_only_written_for_a_second() {
        assertThatThrownBy(() -> transaction.executeWithoutResult(tx -> {
                    outbox.request(key("reminder-1h"), PHONE, clock.instant().plus(Duration.ofHours(1)), true);
                    twins();
                }))
                .isInstanceOf(TransactionSystemException.class);
        assertThat(hands).isEmpty();
        assertThat(noticeStates()).isEmpty();

        request("reminder-1h", PHONE);
        assertThat(states()).containsExactly("PENDING", "WAITING");
        assertThat(hints).isEqualTo(1);

        passReal(Duration.ofSeconds(2));
        run();
        requestFor(UUID.randomUUID(), "reminder-15min");
        assertThat(statesOf("reminder-15min")).containsExactly("SENDING", "WAITING");
    }

    /** Is found out when the transaction commits. */
    private void twins() {
        jdbc.sql("create temporary table twin (of int unique deferrable initially deferred) on commit drop")
                .update();
        jdbc.sql("insert into twin values (1), (1)").update();
    }

    @Test
    void what_there_are_no_hands_for_is_found_as_due_and_what_comes_later_stands_behind_it() {
        for (int i = 0; i < 5; i++) {
            requestFor(UUID.randomUUID(), "reminder-1h");
        }
        assertThat(statesOf("reminder-1h")).filteredOn("SENDING"::equals).hasSize(3);
        assertThat(dueNow()).hasSize(2);
        assertThat(hints).isEqualTo(2);

        hands.poll().run();
        requestFor(UUID.randomUUID(), "latecomer");
        assertThat(statesOf("latecomer")).containsExactly("PENDING", "WAITING");

        finish();
        run();
        assertThat(farEnd.sent).hasSize(6);
        assertThat(farEnd.sent).extracting(OutgoingMessage::attemptId).doesNotHaveDuplicates();

        requestFor(UUID.randomUUID(), "reminder-24h");
        assertThat(statesOf("reminder-24h")).containsExactly("SENDING", "WAITING");
    }

    @Test
    void what_is_taken_back_in_the_same_transaction_never_leaves() {
        transaction.executeWithoutResult(tx -> {
            outbox.request(key("reminder-1h"), PHONE, clock.instant().plus(Duration.ofHours(1)), true);
            outbox.withdraw(consultation, WholeChain.CANCELLED, notice -> true);
        });
        finish();
        run();
        assertThat(farEnd.sent).isEmpty();
        assertThat(states()).containsOnly("SUPPRESSED");
    }

    @Test
    void where_a_channel_must_not_be_used_the_next_one_goes_at_once() {
        farEnd.objections.put("whatsapp", ThisChannel.NO_CONSENT);
        request("reminder-1h", PHONE);
        assertThat(states()).containsExactly("SUPPRESSED", "SENDING");
        assertThat(events()).containsExactly("suppressed");
        assertThat(hints).isZero();
        finish();
        assertThat(sentChannels()).containsExactly("sms");
    }

    @Test
    void whom_nothing_may_be_sent_to_is_a_persons_from_the_start() {
        farEnd.objections.put("whatsapp", ThisChannel.NO_CONSENT);
        farEnd.objections.put("sms", ThisChannel.OPTED_OUT);
        request("reminder-1h", PHONE);
        assertThat(states()).containsExactly("SUPPRESSED", "SUPPRESSED");
        assertThat(noticeStates()).containsExactly("UNREACHED");
        run();
        assertThat(farEnd.calls).containsExactly("reminder-1h opted-out");
    }

    @Test
    void a_consultation_at_which_a_command_is_at_work_is_looked_at_afterwards() {
        farEnd.beingChanged.add(consultation);
        request("reminder-1h", PHONE);
        assertThat(states()).containsExactly("PENDING", "WAITING");
        farEnd.objections.put("reminder-1h", WholeChain.CANCELLED);
        run();
        assertThat(farEnd.sent).isEmpty();
    }

    @Test
    void of_two_messages_to_one_person_the_second_waits_for_the_first() {
        request("reminder-1h", PHONE);
        request("reminder-15min", PHONE);
        assertThat(statesOf("reminder-15min")).containsExactly("PENDING", "WAITING");
        finish();
        assertThat(sentChannels()).hasSize(2);
    }

    @Test
    void what_is_wrong_with_a_message_does_not_spoil_what_caused_it() {
        farEnd.unclearable.add("special");
        transaction.executeWithoutResult(tx -> {
            outbox.request(key("special"), PHONE, clock.instant().plus(Duration.ofHours(1)), true);
            consultation = UUID.randomUUID();
            outbox.request(key("reminder-1h"), PHONE, clock.instant().plus(Duration.ofHours(1)), true);
        });
        assertThat(statesOf("special")).containsExactly("PENDING", "WAITING");
        assertThat(statesOf("reminder-1h")).containsExactly("SENDING", "WAITING");
    }

    @Test
    void who_still_waits_to_hear_of_an_earlier_message_is_held_back() {
        farEnd.answer("whatsapp", message -> new Outcome.Unknown(null, "no answer"));
        request("reminder-1h", PHONE);
        finish();
        assertThat(statesOf("reminder-1h")).containsExactly("UNKNOWN", "WAITING");
        request("reminder-15min", PHONE);
        assertThat(statesOf("reminder-15min")).containsExactly("PENDING", "WAITING");
        assertThat(jdbc.sql("select tries from delivery where kind = 'reminder-15min' and position = 0")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(dueNow()).as("for a moment").isEmpty();
        finish();
        assertThat(farEnd.sent).hasSize(1);
    }

    @Test
    void a_sender_without_a_permit_lets_it_wait() {
        farEnd.rates.put("whatsapp", 1.0);
        request("reminder-1h", PHONE);
        requestFor(UUID.randomUUID(), "reminder-15min");
        assertThat(statesOf("reminder-1h")).containsExactly("SENDING", "WAITING");
        assertThat(statesOf("reminder-15min")).containsExactly("PENDING", "WAITING");
        finish();
        passReal(Duration.ofSeconds(1));
        run();
        assertThat(farEnd.sent).hasSize(2);
    }

    @Test
    void a_node_that_stops_leaves_it_to_others() {
        lanes.close();
        request("reminder-1h", PHONE);
        assertThat(states()).containsExactly("PENDING", "WAITING");
        assertThat(hints).isEqualTo(1);
    }

    @Test
    void what_is_in_hand_when_the_node_stops_is_sent() {
        transaction.executeWithoutResult(tx -> {
            outbox.request(key("reminder-1h"), PHONE, clock.instant().plus(Duration.ofHours(1)), true);
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    lanes.close();
                }
            });
        });
        finish();
        assertThat(sentChannels()).containsExactly("whatsapp");
    }

    @Test
    void after_an_attempt_that_could_not_be_written_it_is_only_written_for_a_second() {
        farEnd.answer("whatsapp", message -> {
            throw new AssertionError("nothing may be sent");
        });
        jdbc.sql("alter table attempt add constraint broken check (provider = 'nobody') not valid")
                .update();
        try {
            assertThatThrownBy(() -> request("reminder-1h", PHONE)).isInstanceOf(DataAccessException.class);
            request("reminder-1h", PHONE);
        } finally {
            jdbc.sql("alter table attempt drop constraint broken").update();
            farEnd.clear();
        }
        assertThat(states()).containsExactly("PENDING", "WAITING");
    }

    private List<String> events() {
        return jdbc.sql("select event from delivery_event order by id")
                .query(String.class)
                .list();
    }
}
