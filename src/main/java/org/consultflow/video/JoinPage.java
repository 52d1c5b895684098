package org.consultflow.video;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import org.consultflow.consultation.Consultation;
import org.consultflow.consultation.Schedule;
import org.consultflow.page.PageTemplate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Writes the join page, and the camera and microphone test that it leads to. The join page says when, for how long and with
 * which clinic, never with whom or why: a link is forwarded more easily than a mailbox is opened.
 */
@Component
class JoinPage {

    private final PageTemplate join = PageTemplate.of("join", "page.ftlh");
    private final PageTemplate test = PageTemplate.of("join", "test.ftlh");
    private final PageTemplate trial = PageTemplate.of("join", "trial.ftlh");
    private final Map<String, String> clinic;

    JoinPage(
            @Value("${consultflow.clinic.name}") String name,
            @Value("${consultflow.clinic.support-email}") String email,
            @Value("${consultflow.clinic.support-phone}") String phone) {
        clinic = Map.of("name", name, "email", email, "phone", phone, "dial", phone.replaceAll("[^+0-9]", ""));
    }

    /**
     * What is shown to whom.
     *
     * @param schedule of the visit; null where nothing may be told of it
     * @param token of the link
     * @param me who the link was written for; null if it is none of ours
     * @param client which provider of calls the page speaks to
     */
    record Shown(JoinState state, Schedule schedule, String token, Participant me, String client) {}

    /**
     * @param now by the adjustable clock
     * @return HTML
     */
    String write(Shown shown, Instant now, JoinWords words) {
        JoinState state = shown.state();
        Schedule schedule = shown.schedule();
        Map<String, Object> model = frame(words);
        model.put("state", state.word());
        model.put("mayChange", state.mayChange());
        model.put("page", words.say("page", clinic.get("name")));
        model.put("title", words.say(state.word() + ".title"));
        model.put("text", words.say(state.word() + ".text", clinic.get("name")));
        model.put("again", words.say("again"));
        model.put("updates", words.say("updates"));
        if (state.isAhead()) {
            model.put("try", words.say("try"));
        }
        if (state == JoinState.EARLY) {
            model.put("calendar", Map.of("href", shown.token() + "/visit.ics", "words", words.say("calendar")));
        }
        if (state == JoinState.OPEN) {
            model.put("words", testWords(words));
            model.put("call", Map.of("client", shown.client(), "me", shown.me().word(), "words", words.all("call.")));
        }
        if (schedule != null) {
            model.put("visit", visit(state, schedule, now, words));
        }
        return join.fill(model);
    }

    /** @return the camera and microphone test, in HTML; the same for everybody */
    String writeTest(JoinWords words) {
        Map<String, Object> model = frame(words);
        model.put("words", testWords(words));
        return test.fill(model);
    }

    /**
     * @param me who the link was written for; null if it opens nothing
     * @return the page of a trial call, in HTML
     */
    String writeTrial(Participant me, String client, JoinWords words) {
        Map<String, Object> model = frame(words);
        model.put("words", testWords(words));
        model.put("trial", words.all("trial.", clinic.get("name")));
        if (me != null) {
            model.put("call", Map.of("client", client, "me", me.word(), "words", words.all("call.")));
        }
        return trial.fill(model);
    }

    /** @return the visit for a calendar; it says what, with which clinic and whom to ask, as the page does */
    String writeCalendar(VisitCalendars calendars, Consultation visit, JoinWords words) {
        return calendars.entry(
                visit,
                words.say("calendar.title", clinic.get("name")),
                words.say("calendar.text", clinic.get("name"), clinic.get("phone")));
    }

    private Map<String, String> testWords(JoinWords words) {
        return words.all("test.", clinic.get("name"), clinic.get("phone"));
    }

    private Map<String, Object> frame(JoinWords words) {
        Map<String, Object> model = new HashMap<>();
        model.put("clinic", clinic);
        model.put("language", words.language());
        model.put("help", words.say("help", clinic.get("name")));
        return model;
    }

    private static Map<String, Object> visit(JoinState state, Schedule schedule, Instant now, JoinWords words) {
        ZonedDateTime start = schedule.localStart();
        Map<String, Object> visit = new HashMap<>();
        visit.put("when", words.say("when"));
        visit.put("date", words.date(start));
        visit.put("time", words.time(start));
        visit.put("zone", words.zone(start));
        visit.put("machine", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        visit.put("lengthLabel", words.say("length"));
        visit.put("length", words.duration(schedule.duration()));
        if (state == JoinState.EARLY) {
            Instant opens = VisitWindow.of(schedule).opens();
            visit.put(
                    "opening",
                    words.say(
                            "opening",
                            words.duration(Duration.between(now, opens)),
                            words.time(opens.atZone(schedule.zone()))));
        }
        return visit;
    }
}
