package org.consultflow.delivery;

import java.time.Duration;

import org.consultflow.delivery.Remedy.Concern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.actuate.health.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A sender or an account that cannot be used is left alone, and tried again. */
class CircuitsTest extends ProviderSteps {

    @Autowired
    OpsCallStore store;

    @Autowired
    DeliverySettings settings;

    @Nested
    class A_circuit_opens {

        @Test
        void for_all_channels_of_the_account_when_its_credentials_are_refused_once() {
            refuses("whatsapp", 20003, CREDENTIALS);
            requests(20, "whatsapp > sms > email");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(1);
            assertThat(sentOn("sms")).isZero();
            assertThat(sentOn("email")).isEqualTo(20);
            assertThat(reasons()).hasSize(40).containsOnly("ProviderUnavailable");
            assertThat(farEnd.calls).isEmpty();
        }

        @Test
        void for_one_sender_alone_when_it_is_the_sender_that_is_refused() {
            refuses("whatsapp", 63007, SENDER);
            requests(20, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(1);
            assertThat(sentOn("sms")).isEqualTo(20);
        }

        @Test
        void also_when_the_provider_says_so_after_it_took_the_message() {
            requests(1, "whatsapp > sms");
            run();
            failsLater(0, 63051, SENDER);
            requests(5, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(1);
            assertThat(sentOn("sms")).isEqualTo(6);
        }

        @Test
        void when_nobody_listens_five_times_in_a_row() {
            for (int i = 0; i < 4; i++) {
                nobodyListens("whatsapp");
            }
            farEnd.answer("whatsapp", FarEnd::accepted);
            for (int i = 0; i < 5; i++) {
                nobodyListens("whatsapp");
            }
            requests(10, "whatsapp > sms");
            run();
            assertThat(farEnd.opsCalls).containsExactly(whatsapp + " whatsapp null not-reachable open");

            requests(1, "whatsapp");
            run();
            assertThat(sentOn("whatsapp"))
                    .as("the last channel of a chain waits")
                    .isEqualTo(10);

            requests(2, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp"))
                    .as(
                            "who may listen again in a moment is asked before the next channel goes; and the one that waited goes")
                    .isEqualTo(13);
            assertThat(sentOn("sms")).isZero();
            assertThat(farEnd.opsCallsTakenBack).contains(whatsapp);
        }

        @Test
        void never_for_what_one_recipient_did() {
            for (int i = 0; i < 20; i++) {
                refuses("whatsapp", 21211, new Remedy(FailureAction.GIVE_UP, Concern.RECIPIENT, null, null, false));
            }
            requests(21, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(21);
            assertThatThrownBy(() -> new Remedy(FailureAction.OPEN_CIRCUIT, Concern.RECIPIENT, null, null, false))
                    .hasMessageContaining("only what concerns sender or account");
        }

        @Test
        void and_health_says_so_without_taking_the_service_down() {
            refuses("whatsapp", 63007, SENDER);
            requests(1, "whatsapp > sms");
            run();
            assertThat(watch.health().getStatus()).isEqualTo(new Status("DEGRADED"));
            assertThat(watch.health().getDetails())
                    .containsEntry(whatsapp, "nothing is sent: our number or sender is refused, code 63007");
        }
    }

    @Nested
    class A_circuit_closes {

        @Test
        void when_the_one_message_on_trial_gets_through() {
            refuses("whatsapp", 63007, SENDER);
            requests(1, "whatsapp > sms");
            run();
            passReal(FIRST_PAUSE);
            requests(1, "whatsapp > sms");
            Claim onTrial = claimed();
            requests(2, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).as("only the trial is under way").isEqualTo(1);

            answered(onTrial, new Outcome.Accepted("SM-trial", ReceiptStatus.QUEUED));
            requests(5, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(6);
            assertThat(circuits.troubles()).doesNotContainKey(whatsapp);
        }

        @Test
        void not_when_the_trial_ends_with_the_same_code_and_then_waits_twice_as_long() {
            refuses("whatsapp", 63007, SENDER);
            refuses("whatsapp", 63007, SENDER);
            requests(1, "whatsapp > sms");
            run();
            passReal(FIRST_PAUSE);
            requests(3, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(2);

            passReal(FIRST_PAUSE);
            requests(1, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(2);
            passReal(FIRST_PAUSE);
            requests(1, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(3);
        }

        @Test
        void not_by_an_acceptance_if_it_was_a_receipt_that_opened_it_but_when_the_trial_was_passed_on() {
            requests(1, "whatsapp > sms");
            run();
            failsLater(0, 63051, SENDER);
            run();
            passReal(FIRST_PAUSE);
            requests(3, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).as("the trial alone").isEqualTo(2);

            int trial = lastOn("whatsapp");
            receipt(trial, ReceiptStatus.SENT, null, null);
            run();
            requests(3, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(5);
        }

        @Test
        void and_what_had_been_sent_before_does_not_open_it_again() {
            requests(2, "whatsapp > sms");
            run();
            failsLater(0, 63051, SENDER);
            run();
            passReal(FIRST_PAUSE);
            requests(1, "whatsapp > sms");
            run();
            receipt(lastOn("whatsapp"), ReceiptStatus.SENT, null, null);
            run();
            failsLater(1, 63051, SENDER);
            requests(4, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isGreaterThanOrEqualTo(7);
        }

        @Test
        void also_when_nothing_was_ever_heard_of_the_first_trial() {
            refuses("whatsapp", 63007, SENDER);
            requests(1, "whatsapp > sms");
            run();
            passReal(FIRST_PAUSE);
            requests(1, "whatsapp > sms");
            claimed();
            passReal(FIRST_PAUSE.multipliedBy(3));
            requests(3, "whatsapp > sms");
            run();
            assertThat(sentOn("whatsapp")).isEqualTo(4);
        }
    }

    @Nested
    class The_last_channel {

        @Test
        void waits_for_its_provider_instead_of_letting_people_phone_and_goes_when_it_can() {
            refuses("sms", 20003, CREDENTIALS);
            requests(20, "whatsapp > sms");
            farEnd.objections.put("whatsapp", SuppressionReason.ThisChannel.NO_CONSENT);
            run();
            assertThat(sentOn("sms")).isEqualTo(1);
            assertThat(farEnd.calls).isEmpty();
            assertThat(ledger.of(consultation))
                    .anySatisfy(entry -> assertThat(entry.what()).isEqualTo("waiting"));

            pass(Duration.ofMinutes(4));
            run();
            assertThat(sentOn("sms")).isEqualTo(21);
            assertThat(farEnd.calls).isEmpty();
        }

        @Test
        void waits_no_longer_than_leaves_a_person_the_time_to_phone() {
            for (int i = 0; i < 60; i++) {
                refuses("sms", 20003, CREDENTIALS);
            }
            requests(1, "sms");
            for (int minute = 0; minute < 54; minute++) {
                run();
                pass(Duration.ofMinutes(1));
            }
            assertThat(farEnd.calls).isEmpty();
            for (int minute = 54; minute < 57; minute++) {
                run();
                pass(Duration.ofMinutes(1));
            }
            assertThat(farEnd.calls).containsExactly("reminder-1h provider-unavailable");
        }

        @Test
        void is_the_one_behind_which_nobody_may_be_reached() {
            refuses("whatsapp", 63007, SENDER);
            farEnd.objections.put("sms", SuppressionReason.ThisChannel.NO_CONSENT);
            requests(1, "whatsapp > sms");
            run();
            assertThat(states()).containsExactly("PENDING", "WAITING");
            assertThat(farEnd.calls).isEmpty();
        }
    }

    @Nested
    class Ops {

        @Test
        void are_called_when_a_circuit_opens_and_the_call_is_taken_back_when_it_closes() {
            refuses("whatsapp", 20003, CREDENTIALS);
            requests(3, "whatsapp > sms > email");
            run();
            assertThat(farEnd.opsCalls).containsExactly(twilio + " whatsapp 20003 account-refused open");

            passReal(FIRST_PAUSE);
            requests(1, "whatsapp > sms > email");
            run();
            assertThat(farEnd.opsCallsTakenBack).containsExactly(twilio);
        }

        @Test
        void are_called_again_and_again_until_that_worked_and_no_message_waits_for_it() {
            farEnd.opsCallFails = true;
            refuses("whatsapp", 63007, SENDER);
            requests(1, "whatsapp > sms");
            run();
            assertThat(sentOn("sms")).isEqualTo(1);
            assertThat(farEnd.opsCalls).isEmpty();

            farEnd.opsCallFails = false;
            passReal(Duration.ofSeconds(11));
            watch.work();
            assertThat(farEnd.opsCalls).hasSize(1);
        }

        @Test
        void are_called_by_another_node_if_the_one_that_noted_it_dies() {
            farEnd.opsCallFails = true;
            refuses("whatsapp", 63007, SENDER);
            requests(1, "whatsapp > sms");
            run();
            farEnd.opsCallFails = false;
            OpsCalls otherNode = new OpsCalls(farEnd, settings, store, jdbc, transaction, realTime);
            otherNode.work();
            assertThat(farEnd.opsCalls).as("it is given a moment").isEmpty();

            passReal(Duration.ofSeconds(11));
            otherNode.work();
            otherNode.work();
            assertThat(farEnd.opsCalls).containsExactly(whatsapp + " whatsapp 63007 sender-refused open");
        }

        @Test
        void are_called_without_a_circuit_too_but_about_the_same_code_once_in_a_while() {
            Remedy template = new Remedy(FailureAction.NEXT_CHANNEL, Concern.MESSAGE, null, null, true);
            for (int i = 0; i < 11; i++) {
                refuses("whatsapp", 63028, template);
            }
            requests(10, "whatsapp > sms");
            run();
            assertThat(farEnd.opsCalls).containsExactly(whatsapp + " whatsapp 63028 message-refused");
            assertThat(sentOn("whatsapp")).isEqualTo(10);

            passReal(Duration.ofMinutes(16));
            requests(1, "whatsapp > sms");
            run();
            assertThat(farEnd.opsCalls).hasSize(2);
        }
    }

    private void nobodyListens(String channel) {
        farEnd.answer(channel, m -> new Outcome.Refused(null, "nobody listens", Remedy.UNREACHED));
    }

    /** Takes what is due in hand, and lets its call take its time. */
    private Claim claimed() {
        return dueNow().stream().flatMap(id -> claim(id).stream()).findFirst().orElseThrow();
    }

    private int lastOn(String channel) {
        return sentChannels().lastIndexOf(channel);
    }
}
