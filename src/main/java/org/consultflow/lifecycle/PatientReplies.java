package org.consultflow.lifecycle;

import java.time.Instant;
import java.util.Date;
import java.util.UUID;

import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.consultflow.reply.ClinicInbox;
import org.consultflow.reply.PatientReplyProcess;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * The process {@code patient-reply}: a person answers what a patient wrote. Its business key is the consultation's id where
 * one is known, else that of the inbox row.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class PatientReplies implements PatientReplyProcess {

    private final RuntimeService runtime;

    PatientReplies(RuntimeService runtime) {
        this.runtime = runtime;
    }

    @Override
    public void ask(UUID replyId, UUID consultationId, String reason, Instant dueBy) {
        EngineCalls.run(() -> {
            if (runtime.createProcessInstanceQuery()
                            .processDefinitionKey(PatientReplyVariables.PROCESS)
                            .variableValueEquals(PatientReplyVariables.REPLY_ID, replyId.toString())
                            .count()
                    == 0) {
                start(replyId, consultationId, reason, dueBy);
            }
        });
    }

    private void start(UUID replyId, UUID consultationId, String reason, Instant dueBy) {
        VariableMap variables = Variables.createVariables()
                .putValue(PatientReplyVariables.REPLY_ID, replyId.toString())
                .putValue(PatientReplyVariables.REASON, reason)
                .putValue(PatientReplyVariables.DUE_AT, Date.from(dueBy));
        if (consultationId != null) {
            variables.putValue(PatientReplyVariables.CONSULTATION_ID, consultationId.toString());
        }
        runtime.createProcessInstanceByKey(PatientReplyVariables.PROCESS)
                .businessKey((consultationId == null ? replyId : consultationId).toString())
                .setVariables(variables)
                .execute();
    }

    /** The task that a diagram calls by the name of its bean. */
    @Configuration(proxyBeanMethods = false)
    static class Delegates {

        /** However the task was completed, by our page or another: what comes now is a new task. */
        @Bean
        @ProcessBean
        JavaDelegate closeReply(ClinicInbox inbox) {
            return execution -> inbox.done(
                    UUID.fromString((String) execution.getVariable(PatientReplyVariables.REPLY_ID)),
                    result(execution),
                    user(execution));
        }

        private static String result(DelegateExecution execution) {
            Object result = execution.getVariable(PatientReplyVariables.RESULT);
            return result == null ? "answered" : result.toString();
        }

        private static String user(DelegateExecution execution) {
            Authentication user =
                    execution.getProcessEngineServices().getIdentityService().getCurrentAuthentication();
            return user == null ? "nobody known" : user.getUserId();
        }
    }
}
