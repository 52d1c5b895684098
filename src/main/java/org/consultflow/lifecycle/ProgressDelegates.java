package org.consultflow.lifecycle;

import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.consultflow.consultation.ConsultationProgress;
import org.consultflow.video.VideoRooms;
import org.consultflow.voice.VoiceCalls;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The tasks of the process that move the consultation itself; a diagram calls them by the names of these beans. */
@Configuration(proxyBeanMethods = false)
class ProgressDelegates {

    @Bean
    @ProcessBean
    JavaDelegate awaitPayment(ConsultationProgress progress) {
        return execution ->
                progress.awaitPayment(ConsultationVariables.of(execution).consultationId());
    }

    @Bean
    @ProcessBean
    JavaDelegate confirmConsultation(ConsultationProgress progress) {
        return execution -> progress.confirm(ConsultationVariables.of(execution).consultationId());
    }

    @Bean
    @ProcessBean
    JavaDelegate recordAttendance(ConsultationProgress progress) {
        return execution -> {
            ConsultationVariables variables = ConsultationVariables.of(execution);
            progress.recordAttendance(variables.consultationId(), variables.answeredVia());
        };
    }

    @Bean
    @ProcessBean
    JavaDelegate declineUnanswered(ConsultationProgress progress, PhoneCalls calls) {
        return execution -> {
            ConsultationVariables variables = ConsultationVariables.of(execution);
            progress.declineUnanswered(variables.consultationId());
            calls.noneNeededFor(variables.consultationId());
        };
    }

    @Bean
    @ProcessBean
    JavaDelegate cancelUnpaid(ConsultationProgress progress, PhoneCalls calls) {
        return execution -> {
            ConsultationVariables variables = ConsultationVariables.of(execution);
            progress.cancelUnpaid(variables.consultationId());
            calls.noneNeededFor(variables.consultationId());
        };
    }

    @Bean
    @ProcessBean
    JavaDelegate openSession(ConsultationProgress progress, VideoRooms rooms) {
        return execution -> {
            ConsultationVariables variables = ConsultationVariables.of(execution);
            progress.openSession(variables.consultationId());
            variables.roomReady(rooms.ready(variables.consultationId()));
        };
    }

    @Bean
    @ProcessBean
    JavaDelegate connectByPhone(VoiceCalls voice) {
        return execution ->
                voice.connectAtStart(ConsultationVariables.of(execution).consultationId());
    }

    @Bean
    @ProcessBean
    JavaDelegate closeSession(ConsultationProgress progress) {
        return execution -> {
            ConsultationVariables variables = ConsultationVariables.of(execution);
            variables.outcome(progress.closeSession(variables.consultationId()));
        };
    }
}
