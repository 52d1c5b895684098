package org.consultflow.lifecycle.cockpit;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;
import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationNotFoundException;
import org.consultflow.consultation.Consultations;
import org.consultflow.consultation.StateConflictException;
import org.consultflow.notification.ActionReason;
import org.consultflow.notification.MessageActions;
import org.consultflow.notification.Timeline;
import org.consultflow.notification.TimelineEntry;
import org.springframework.stereotype.Service;

/** What ops see of one consultation: the API's own timeline, newest first, and the timers that the engine holds. */
@Service
class CockpitDesk {

    /** Entries of one page. */
    static final int PAGE = 100;

    private final CockpitUser user;
    private final Consultations consultations;
    private final Timeline timeline;
    private final MessageActions actions;
    private final PlannedTimers timers;
    private final HistoryService history;
    private final Clock clock;

    CockpitDesk(
            CockpitUser user,
            Consultations consultations,
            Timeline timeline,
            MessageActions actions,
            PlannedTimers timers,
            HistoryService history,
            Clock clock) {
        this.user = user;
        this.consultations = consultations;
        this.timeline = timeline;
        this.actions = actions;
        this.timers = timers;
        this.history = history;
        this.clock = clock;
    }

    /**
     * @param skipped how many entries the pages before had
     * @throws StateConflictException if the instance belongs to no consultation
     */
    Page ofInstance(String processInstanceId, int skipped) {
        user.mayLook();
        HistoricProcessInstance instance = history.createHistoricProcessInstanceQuery()
                .processInstanceId(processInstanceId)
                .singleResult();
        if (instance == null || instance.getBusinessKey() == null) {
            throw new StateConflictException("this process instance belongs to no consultation");
        }
        return ofConsultation(instance.getBusinessKey(), skipped);
    }

    /** @throws ConsultationNotFoundException if there is none */
    Page ofConsultation(String consultationId, int skipped) {
        user.mayLook();
        Consultation consultation = consultations.get(id(consultationId));
        List<TimelineEntry> entries = new ArrayList<>(timeline.of(consultation.id()));
        Collections.reverse(entries);
        int from = Math.min(Math.max(skipped, 0), entries.size());
        int to = Math.min(from + PAGE, entries.size());
        return new Page(
                consultation.id(),
                consultation.status().word(),
                consultation.schedule().start(),
                consultation.schedule().zone().getId(),
                clock.instant(),
                user.acts(),
                actions.channels(),
                ActionReason.words(),
                from == 0 ? timers.of(consultation.id()) : List.of(),
                entries.subList(from, to),
                entries.size(),
                to < entries.size() ? to : null);
    }

    /** @throws StateConflictException if it is no id of ours */
    static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new StateConflictException("this belongs to no consultation: its business key is none of our ids");
        }
    }

    /**
     * A page of the timeline, newest first, what is planned before what happened.
     *
     * @param now by the adjustable clock
     * @param mayAct whether the user may do something about it
     * @param channels by which a message may be sent again
     * @param reasons why somebody may act
     * @param timers of the first page only
     * @param total how many entries there are
     * @param next how many entries are skipped by the next page; null on the last one
     */
    record Page(
            UUID consultationId,
            String status,
            Instant start,
            String timeZone,
            Instant now,
            boolean mayAct,
            Set<String> channels,
            List<String> reasons,
            List<PlannedTimers.PlannedTimer> timers,
            List<TimelineEntry> entries,
            int total,
            Integer next) {}
}
