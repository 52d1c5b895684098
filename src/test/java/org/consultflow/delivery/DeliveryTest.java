package org.consultflow.delivery;

import java.time.Duration;
import java.util.UUID;

import org.consultflow.delivery.Courier.Sighting;
import org.consultflow.delivery.SuppressionReason.ThisChannel;
import org.consultflow.delivery.SuppressionReason.WholeChain;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

import static org.assertj.core.api.Assertions.assertThat;

/** The way of a message, stepped by hand: each test says what the far end does and what follows. */
class DeliveryTest extends DeliverySteps {

    @Nested
    class A_request {

        @Test
        void is_one_notice_however_often_it_is_made() {
            request("reminder-24h", REMINDER);
            request("reminder-24h", REMINDER);
            run();
            assertThat(sentChannels()).containsExactlyInAnyOrder("email", "whatsapp");
        }

        @Test
        void that_is_rolled_back_leaves_nothing_to_send() {
            transaction.executeWithoutResult(tx -> {
                outbox.request(key("reminder-24h"), REMINDER, clock.instant().plusSeconds(3600), true);
                tx.setRollbackOnly();
            });
            run();
            assertThat(farEnd.sent).isEmpty();
        }

        @Test
        void that_is_suppressed_says_why_and_sends_nothing() {
            transaction.executeWithoutResult(tx -> outbox.suppress(key("reminder-24h"), WholeChain.OFFSET_IN_PAST));
            run();
            assertThat(farEnd.sent).isEmpty();
            assertThat(ledger.of(consultation)).singleElement().satisfies(entry -> {
                assertThat(entry.what()).isEqualTo("suppressed");
                assertThat(SuppressionReason.of(entry.reason()).word()).isEqualTo("OffsetInPast");
            });
            assertThat(farEnd.calls).isEmpty();
        }
    }

    @Nested
    class Within_a_chain {

        @Test
        void the_next_channel_waits_while_the_first_may_still_arrive() {
            request("reminder-1h", PHONE);
            run();
            receipt(0, ReceiptStatus.SENT, null, null);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
        }

        @Test
        void a_refusal_starts_the_next_channel_at_once() {
            farEnd.answer("whatsapp", m -> new Outcome.Refused(63003, "unknown there", FailureAction.NEXT_CHANNEL));
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "sms");
        }

        @Test
        void a_failed_receipt_starts_the_next_channel() {
            request("reminder-1h", PHONE);
            run();
            receipt(0, ReceiptStatus.UNDELIVERED, 63024, FailureAction.NEXT_CHANNEL);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "sms");
        }

        @Test
        void silence_starts_the_next_channel_after_ten_minutes() {
            request("reminder-1h", PHONE);
            run();
            pass(Duration.ofMinutes(9));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            pass(Duration.ofMinutes(2));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "sms");
        }

        @Test
        void silence_is_shorter_when_the_rest_of_the_chain_needs_the_time() {
            request("reminder-15min", PHONE, clock.instant().plus(Duration.ofMinutes(7)), true);
            run();
            pass(Duration.ofMinutes(5));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "sms");
        }

        @Test
        void a_move_of_the_patients_clock_alone_is_no_silence() {
            request("reminder-1h", PHONE);
            run();
            clock.advance(Duration.ofMinutes(11));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
        }

        @Test
        void a_missing_consent_goes_to_the_next_channel() {
            farEnd.objections.put("whatsapp", ThisChannel.NO_CONSENT);
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("sms");
        }

        @Test
        void a_cancelled_consultation_ends_the_chain() {
            farEnd.objections.put("whatsapp", WholeChain.CANCELLED);
            request("reminder-1h", PHONE);
            run();
            assertThat(farEnd.sent).isEmpty();
            assertThat(farEnd.calls).isEmpty();
        }

        @Test
        void an_opt_out_is_kept_and_the_next_channel_goes() {
            farEnd.answer("whatsapp", m -> new Outcome.Refused(21610, "said stop", FailureAction.OPT_OUT));
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "sms");
            assertThat(farEnd.optOuts).containsExactly("whatsapp");
        }

        @Test
        void an_opt_out_holds_for_the_number_it_was_said_from_whatever_the_number_is_by_now() {
            request("reminder-1h", PHONE);
            run();
            farEnd.address = "+61491570157";
            receipt(0, ReceiptStatus.UNDELIVERED, 63014, FailureAction.OPT_OUT);
            assertThat(farEnd.optedOutAddresses).containsExactly("+61491570156");
        }

        @Test
        void a_message_that_cannot_be_written_fails_alone() {
            farEnd.unwritable.add("whatsapp");
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("sms");
        }
    }

    @Nested
    class Proof {

        @Test
        void before_the_fallback_left_makes_it_needless() {
            request("reminder-1h", PHONE);
            run();
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            pass(Duration.ofMinutes(30));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            assertThat(reasons()).containsExactly("AlreadyDelivered");
        }

        @Test
        void is_not_overwritten_by_a_failure_that_comes_late() {
            request("reminder-1h", PHONE);
            run();
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            receipt(0, ReceiptStatus.SENT, null, null);
            receipt(0, ReceiptStatus.QUEUED, null, null);
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            receipt(0, ReceiptStatus.UNDELIVERED, 63024, FailureAction.NEXT_CHANNEL);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
        }

        @Test
        void after_the_fallback_left_stands_beside_it() {
            request("reminder-1h", PHONE);
            run();
            pass(Duration.ofMinutes(11));
            run();
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            receipt(1, ReceiptStatus.DELIVERED, null, null);
            assertThat(states()).containsExactly("DELIVERED", "DELIVERED");
        }

        @Test
        void that_comes_before_the_answer_of_the_call_is_kept() {
            farEnd.answer("whatsapp", message -> {
                outcomes.record(
                        new Receipt(message.attemptId(), FarEnd.sidOf(message), ReceiptStatus.DELIVERED, null, null));
                return FarEnd.accepted(message);
            });
            request("reminder-1h", PHONE);
            run();
            assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
        }

        @Test
        void with_a_foreign_id_changes_nothing() {
            request("reminder-1h", PHONE);
            run();
            UUID attempt = farEnd.sent.get(0).attemptId();
            outcomes.record(new Receipt(attempt, "SMforeign", ReceiptStatus.DELIVERED, null, null));
            assertThat(states()).containsExactly("SENT", "WAITING");
        }

        @Test
        void for_an_unknown_attempt_is_said_to_be_unknown() {
            assertThat(outcomes.record(new Receipt(UUID.randomUUID(), "SMx", ReceiptStatus.DELIVERED, null, null)))
                    .isFalse();
        }

        @Test
        void of_an_sms_may_be_silence_after_it_was_passed_on() {
            request("reminder-1h", Chains.parse("sms"));
            run();
            receipt(0, ReceiptStatus.SENT, null, null);
            pass(Duration.ofMinutes(11));
            run();
            assertThat(states()).containsExactly("UNCONFIRMED");
            assertThat(farEnd.calls).isEmpty();
        }
    }

    @Nested
    class An_answer_that_never_came {

        @Test
        void is_found_in_the_providers_list_and_not_sent_again() {
            farEnd.answer("whatsapp", m -> new Outcome.Unknown(20503, "no answer"));
            request("reminder-1h", PHONE);
            run();
            farEnd.listed.add(new Sighting("SMfound", ReceiptStatus.DELIVERED, null, null));
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            assertThat(states()).containsExactly("DELIVERED", "SUPPRESSED");
        }

        @Test
        void is_settled_by_the_receipts_own_reference() {
            farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
            request("reminder-1h", PHONE);
            run();
            receipt(0, ReceiptStatus.SENT, null, null);
            passReal(Duration.ofMinutes(2));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            assertThat(farEnd.lookUps).isZero();
        }

        @Test
        void is_sent_again_only_after_it_was_absent_twice() {
            farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
            request("reminder-1h", PHONE);
            run();
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(farEnd.lookUps).isEqualTo(1);
            assertThat(sentChannels()).containsExactly("whatsapp");
            passReal(Duration.ofSeconds(29));
            run();
            assertThat(farEnd.lookUps).isEqualTo(1);
            passReal(Duration.ofSeconds(2));
            run();
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "whatsapp");
            assertThat(farEnd.sent.get(0).messageId())
                    .isEqualTo(farEnd.sent.get(1).messageId());
        }

        @Test
        void stays_unknown_while_the_provider_does_not_answer_the_question() {
            farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
            farEnd.providerIsDown = true;
            request("reminder-1h", PHONE);
            run();
            for (int i = 0; i < 5; i++) {
                passReal(Duration.ofSeconds(31));
                run();
            }
            assertThat(sentChannels()).containsExactly("whatsapp");
            assertThat(states()).containsExactly("UNKNOWN", "WAITING");
        }

        @Test
        void is_not_found_in_a_message_that_belongs_to_another_attempt() {
            request("confirmation", Chains.parse("whatsapp"));
            run();
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            farEnd.listed.add(new Sighting(FarEnd.sidOf(farEnd.sent.get(0)), ReceiptStatus.DELIVERED, null, null));
            farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
            request("reminder-1h", PHONE);
            run();
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(statesOf("reminder-1h")).containsExactly("UNKNOWN", "WAITING");
        }

        @Test
        void holds_back_the_next_message_to_the_same_number() {
            farEnd.answer("whatsapp", m -> new Outcome.Unknown(null, "connection lost"));
            request("reminder-24h", PHONE);
            run();
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "whatsapp");
        }

        @Test
        void of_a_process_that_died_is_found_by_its_lease() {
            request("reminder-1h", PHONE);
            claim(dueNow().get(0));
            run();
            assertThat(farEnd.sent).isEmpty();
            passReal(Duration.ofSeconds(61));
            run();
            assertThat(states()).containsExactly("UNKNOWN", "WAITING");
        }

        @Test
        void of_a_mail_is_sent_again_with_the_same_message_id() {
            farEnd.answer("email", m -> new Outcome.Unknown(null, "connection lost"));
            request("confirmation", Chains.parse("email"));
            run();
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(farEnd.sent)
                    .extracting(OutgoingMessage::messageId)
                    .hasSize(2)
                    .containsOnly(farEnd.sent.get(0).messageId());
        }
    }

    @Nested
    class A_pause {

        @Test
        void follows_an_answer_that_says_try_again() {
            farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too many", FailureAction.RETRY));
            farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too many", FailureAction.RETRY));
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            passReal(Duration.ofSeconds(3));
            run();
            passReal(Duration.ofSeconds(5));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp", "whatsapp", "whatsapp");
        }

        @Test
        void follows_when_the_database_was_away_while_the_message_was_written() {
            farEnd.whileWriting = () -> {
                farEnd.whileWriting = () -> {};
                throw new DataAccessResourceFailureException("no connection");
            };
            request("reminder-1h", PHONE);
            run();
            assertThat(farEnd.sent).isEmpty();
            passReal(Duration.ofSeconds(3));
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
        }

        @Test
        void does_not_go_on_for_ever() {
            for (int i = 0; i < 20; i++) {
                farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too many", FailureAction.RETRY));
            }
            request("reminder-1h", PHONE);
            for (int i = 0; i < 20; i++) {
                run();
                passReal(Duration.ofMinutes(3));
            }
            assertThat(sentChannels()).hasSize(9).endsWith("whatsapp", "sms");
        }

        @Test
        void leaves_the_rest_of_the_chain_the_time_it_needs() {
            for (int i = 0; i < 20; i++) {
                farEnd.answer("whatsapp", m -> new Outcome.Refused(20429, "too many", FailureAction.RETRY));
            }
            request(
                    "reminder-15min",
                    PHONE,
                    clock.instant().plus(Duration.ofMinutes(2).plusSeconds(10)),
                    true);
            for (int i = 0; i < 20; i++) {
                run();
                pass(Duration.ofSeconds(3));
            }
            assertThat(sentChannels()).endsWith("whatsapp", "sms").hasSizeLessThan(6);
        }
    }

    @Nested
    class A_message_that_is_overtaken {

        @Test
        void does_not_leave() {
            request("reminder-24h", REMINDER);
            withdraw();
            run();
            assertThat(farEnd.sent).isEmpty();
            assertThat(reasons()).containsOnly("Cancelled");
        }

        @Test
        void finishes_if_it_is_being_sent_but_its_fallback_does_not_follow() {
            farEnd.answer("whatsapp", message -> {
                withdraw();
                return new Outcome.Refused(63003, "unknown there", FailureAction.NEXT_CHANNEL);
            });
            request("reminder-1h", PHONE);
            run();
            assertThat(sentChannels()).containsExactly("whatsapp");
            assertThat(farEnd.calls).isEmpty();
        }

        @Test
        void lets_the_notice_wait_until_it_has_left() {
            request("reminder-1h", PHONE);
            claim(dueNow().get(0));
            request("cancelled", Chains.parse("email"));
            assertThat(dueNow()).isEmpty();
        }

        @Test
        void is_too_late_after_its_deadline() {
            request("reminder-15min", REMINDER, clock.instant().plus(Duration.ofMinutes(15)), true);
            pass(Duration.ofMinutes(16));
            run();
            assertThat(farEnd.sent).isEmpty();
            assertThat(reasons()).containsOnly("TooLate");
            assertThat(farEnd.calls).isEmpty();
        }
    }

    @Nested
    class A_person {

        @Test
        void is_asked_once_when_nobody_was_reached() {
            farEnd.answer("whatsapp", m -> new Outcome.Refused(63003, "unknown", FailureAction.NEXT_CHANNEL));
            farEnd.answer("sms", m -> new Outcome.Refused(21614, "no mobile", FailureAction.NEXT_CHANNEL));
            request("reminder-1h", PHONE);
            run();
            run();
            assertThat(farEnd.calls).containsExactly("reminder-1h failed-21614");
        }

        @Test
        void is_asked_when_no_channel_was_allowed() {
            farEnd.objections.put("whatsapp", ThisChannel.NO_CONSENT);
            farEnd.objections.put("sms", ThisChannel.NO_ADDRESS);
            request("reminder-1h", PHONE);
            run();
            assertThat(farEnd.calls).containsExactly("reminder-1h no-address");
        }

        @Test
        void is_not_asked_when_another_chain_arrived() {
            farEnd.answer("whatsapp", m -> new Outcome.Refused(63003, "unknown", FailureAction.NEXT_CHANNEL));
            farEnd.answer("sms", m -> new Outcome.Refused(21614, "no mobile", FailureAction.NEXT_CHANNEL));
            request("reminder-24h", REMINDER);
            run();
            assertThat(farEnd.calls).isEmpty();
        }

        @Test
        void is_asked_again_until_it_worked() {
            farEnd.objections.put("sms", ThisChannel.NO_CONSENT);
            farEnd.callFails = true;
            request("reminder-1h", Chains.parse("sms"));
            run();
            assertThat(farEnd.calls).isEmpty();
            farEnd.callFails = false;
            passReal(Duration.ofSeconds(1));
            run();
            assertThat(farEnd.calls).hasSize(1);
        }

        @Test
        void is_told_when_proof_came_after_all() {
            request("reminder-1h", Chains.parse("whatsapp"));
            run();
            pass(Duration.ofMinutes(11));
            run();
            assertThat(farEnd.calls).hasSize(1);
            receipt(0, ReceiptStatus.DELIVERED, null, null);
            run();
            assertThat(farEnd.callsTakenBack).hasSize(1);
        }

        @Test
        void is_not_asked_where_that_would_be_of_no_use() {
            farEnd.objections.put("sms", ThisChannel.NO_CONSENT);
            request("follow-up", Chains.parse("sms"), clock.instant().plusSeconds(3600), false);
            run();
            assertThat(farEnd.calls).isEmpty();
        }
    }
}
