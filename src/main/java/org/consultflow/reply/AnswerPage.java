package org.consultflow.reply;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import org.consultflow.consultation.Schedule;
import org.consultflow.page.PageTemplate;
import org.consultflow.page.PageWords;
import org.consultflow.reply.AnswerDesk.View;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes the answer page. It says when and with which clinic, never with whom or why: a link is easily forwarded. */
@Component
class AnswerPage {

    private final PageTemplate template = PageTemplate.of("answer", "page.ftlh");
    private final Map<String, String> clinic;

    AnswerPage(
            @Value("${consultflow.clinic.name}") String name,
            @Value("${consultflow.clinic.support-email}") String email,
            @Value("${consultflow.clinic.support-phone}") String phone) {
        clinic = Map.of("name", name, "email", email, "phone", phone, "dial", phone.replaceAll("[^+0-9]", ""));
    }

    /**
     * @param sure whether to ask once more before the visit is cancelled
     * @return HTML
     */
    String write(View view, boolean sure, PageWords words) {
        String state =
                sure && view.state() == AnswerState.OPEN ? "sure" : view.state().word();
        Map<String, Object> model = new HashMap<>();
        model.put("clinic", clinic);
        model.put("language", words.language());
        model.put("state", state);
        model.put("page", words.say("page"));
        model.put("title", words.say(state + ".title"));
        model.put("text", words.say(state + ".text", clinic.get("name")));
        model.put("words", words.all("do."));
        model.put("help", words.say("help", clinic.get("name")));
        if (view.schedule() != null) {
            model.put("visit", visit(view.schedule(), words));
        }
        return template.fill(model);
    }

    private static Map<String, Object> visit(Schedule schedule, PageWords words) {
        ZonedDateTime start = schedule.localStart();
        return Map.of(
                "when", words.say("when"),
                "date", words.date(start),
                "time", words.time(start),
                "zone", words.zone(start),
                "machine", start.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
    }
}
