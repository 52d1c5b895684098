package org.consultflow.video;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.ConsultationStatus;
import org.consultflow.consultation.ConsultationType;
import org.consultflow.consultation.Sessions;
import org.consultflow.page.PageTemplate;
import org.consultflow.people.People;
import org.consultflow.video.SessionLinks.Owner;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Writes somebody's list of sessions. It says when, how long and how. A provider has many: theirs names each patient by the
 * integrator's reference, a pseudonym; no list holds a name, because a link is easily forwarded.
 */
@Component
class SessionsPage {

    private static final int MOST = 100;

    private final PageTemplate template = PageTemplate.of("sessions", "page.ftlh");
    private final Sessions sessions;
    private final SignedJoinLinks joinLinks;
    private final People people;
    private final Clock clock;
    private final Map<String, String> clinic;

    SessionsPage(
            Sessions sessions,
            SignedJoinLinks joinLinks,
            People people,
            Clock clock,
            @Value("${consultflow.clinic.name}") String name,
            @Value("${consultflow.clinic.support-email}") String email,
            @Value("${consultflow.clinic.support-phone}") String phone) {
        this.sessions = sessions;
        this.joinLinks = joinLinks;
        this.people = people;
        this.clock = clock;
        clinic = Map.of("name", name, "email", email, "phone", phone, "dial", phone.replaceAll("[^+0-9]", ""));
    }

    /** @return the list, in HTML */
    String write(Owner owner, JoinWords words) {
        Instant now = clock.instant();
        List<Map<String, Object>> ahead = sessions.ahead(owner.personId(), now.minus(VisitWindow.AFTER), MOST).stream()
                .map(visit -> row(owner, visit, now, words))
                .toList();
        Map<String, Object> model = frame(words);
        model.put("title", words.say("title"));
        model.put("text", words.say(ahead.isEmpty() ? "none" : "text", clinic.get("name")));
        model.put("sessions", ahead);
        return template.fill(model);
    }

    /** @return the page of a link that is not good */
    String writeInvalid(JoinWords words) {
        Map<String, Object> model = frame(words);
        model.put("title", words.say("invalid.title"));
        model.put("text", words.say("invalid.text", clinic.get("name")));
        model.put("sessions", List.of());
        return template.fill(model);
    }

    private Map<String, Object> frame(JoinWords words) {
        Map<String, Object> model = new HashMap<>();
        model.put("clinic", clinic);
        model.put("language", words.language());
        model.put("page", words.say("page"));
        model.put("join", words.say("join"));
        model.put("patient", words.say("patient"));
        model.put("help", words.say("help", clinic.get("name")));
        return model;
    }

    private Map<String, Object> row(Owner owner, Consultation visit, Instant now, JoinWords words) {
        ZonedDateTime start = visit.schedule().localStart();
        Map<String, Object> row = new HashMap<>();
        row.put("machine", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        row.put("date", words.date(start));
        row.put("time", words.time(start));
        row.put("zone", words.zone(start));
        row.put("length", words.duration(visit.schedule().duration()));
        row.put("type", words.say("type." + visit.type().word()));
        row.put("state", words.say("state." + state(visit, now)));
        if (owner.participant() == Participant.PROVIDER) {
            row.put("reference", people.get(visit.patientId()).reference());
        }
        if (confirmed(visit)) {
            joinLinks
                    .linkFor(visit, owner.participant().word())
                    .map(URI::toString)
                    .ifPresent(url -> row.put("url", url));
        }
        return row;
    }

    private static boolean confirmed(Consultation visit) {
        return visit.status() == ConsultationStatus.CONFIRMED || visit.status() == ConsultationStatus.IN_SESSION;
    }

    private static String state(Consultation visit, Instant now) {
        if (!confirmed(visit)) {
            return "unconfirmed";
        }
        boolean open = !VisitWindow.of(visit.schedule()).isAheadAt(now);
        if (visit.type() == ConsultationType.VOICE) {
            return "phone";
        }
        return visit.type().hasVideoRoom() && open ? "open" : "ahead";
    }
}
