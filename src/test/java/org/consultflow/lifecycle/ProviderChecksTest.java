package org.consultflow.lifecycle;

import java.util.function.Consumer;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.consultflow.delivery.ProviderChecks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

@LifecycleTest
class ProviderChecksTest {

    @Autowired
    private Steps steps;

    @Autowired
    private ProviderChecks checks;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private TaskService tasks;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingIsWrong() {
        steps.fromTheBeginning();
    }

    @Test
    void a_check_is_a_task_for_ops_that_says_what_is_wrong_in_code_words() {
        in(asked -> asked.ask("twilio", "whatsapp", 20003, "account-refused", true));

        assertThat(tasks.createTaskQuery().taskCandidateGroup("ops").list())
                .extracting(Task::getName)
                .containsExactly("Check provider");
        assertThat(runtime.getVariables(open("twilio")))
                .containsEntry("provider", "twilio")
                .containsEntry("channel", "whatsapp")
                .containsEntry("errorCode", 20003)
                .containsEntry("checkReason", "account-refused")
                .containsEntry("circuitOpen", true)
                .hasSize(5);
    }

    @Test
    void a_provider_has_one_open_check_which_says_the_gravest_news() {
        in(asked -> asked.ask("sms", "sms", 21617, "message-refused", false));
        in(asked -> asked.ask("sms", "sms", 21701, "sender-refused", true));
        in(asked -> asked.ask("sms", "sms", 21617, "message-refused", false));

        assertThat(tasks.createTaskQuery().count()).isEqualTo(1);
        assertThat(runtime.getVariable(open("sms"), "errorCode")).isEqualTo(21701);

        in(asked -> asked.ask("whatsapp", "whatsapp", null, "not-reachable", true));
        assertThat(tasks.createTaskQuery().count()).isEqualTo(2);
    }

    @Test
    void a_check_that_was_done_is_asked_for_again_when_it_did_not_help() {
        in(asked -> asked.ask("sms", "sms", 21701, "sender-refused", true));
        tasks.complete(tasks.createTaskQuery().singleResult().getId());
        assertThat(runtime.createProcessInstanceQuery().count()).isZero();

        in(asked -> asked.ask("sms", "sms", 21701, "sender-refused", true));
        assertThat(tasks.createTaskQuery().count()).isEqualTo(1);
    }

    @Test
    void a_provider_that_works_again_needs_no_check_but_our_own_mistakes_still_do() {
        in(asked -> asked.ask("sms", "sms", 21701, "sender-refused", true));
        in(asked -> asked.ask("whatsapp", "whatsapp", 63028, "message-refused", false));

        in(asked -> asked.notNeeded("sms"));
        in(asked -> asked.notNeeded("whatsapp"));
        in(asked -> asked.notNeeded("never-in-trouble"));

        assertThat(runtime.createProcessInstanceQuery().list())
                .extracting(instance -> instance.getBusinessKey())
                .containsExactly("whatsapp");
    }

    private String open(String provider) {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(provider)
                .singleResult()
                .getId();
    }

    private void in(Consumer<ProviderChecks> call) {
        transaction.executeWithoutResult(tx -> call.accept(checks));
    }
}
