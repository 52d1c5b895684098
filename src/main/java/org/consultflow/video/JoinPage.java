package org.consultflow.video;

import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import org.consultflow.consultation.Schedule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Writes the join page and the camera and microphone test that it leads to. The join page says when, for how long and with which clinic, never with whom or why: a link is forwarded more
 * easily than a mailbox is opened.
 */
@Component
class JoinPage {

    private final Template join;
    private final Template test;
    private final Map<String, String> clinic;

    JoinPage(
            @Value("${consultflow.clinic.name}") String name,
            @Value("${consultflow.clinic.support-email}") String email,
            @Value("${consultflow.clinic.support-phone}") String phone)
            throws IOException {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(JoinPage.class, "/join");
        configuration.setDefaultEncoding("UTF-8");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        join = configuration.getTemplate("page.ftlh");
        test = configuration.getTemplate("test.ftlh");
        clinic = Map.of("name", name, "email", email, "phone", phone, "dial", phone.replaceAll("[^+0-9]", ""));
    }

    /**
     * @param schedule of the visit; null where nothing may be told of it
     * @param now by the adjustable clock
     * @return HTML
     */
    String write(JoinState state, Schedule schedule, Instant now, JoinWords words) {
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
        if (schedule != null) {
            model.put("visit", visit(state, schedule, now, words));
        }
        return process(join, model);
    }

    /** @return the camera and microphone test, in HTML; the same for everybody */
    String writeTest(JoinWords words) {
        Map<String, Object> model = frame(words);
        model.put("words", words.all("test.", clinic.get("name"), clinic.get("phone")));
        return process(test, model);
    }

    private Map<String, Object> frame(JoinWords words) {
        Map<String, Object> model = new HashMap<>();
        model.put("clinic", clinic);
        model.put("language", words.language());
        model.put("help", words.say("help", clinic.get("name")));
        return model;
    }

    private static String process(Template template, Map<String, Object> model) {
        StringWriter page = new StringWriter();
        try {
            template.process(model, page);
        } catch (TemplateException | IOException e) {
            throw new IllegalStateException("the join page can't be written", e);
        }
        return page.toString();
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
