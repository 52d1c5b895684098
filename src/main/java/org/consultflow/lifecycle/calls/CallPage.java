package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import org.consultflow.people.Person;
import org.consultflow.people.Role;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes the page for a phone call. */
@Component
class CallPage {

    private final DeskTemplate template;

    CallPage(@Value("${consultflow.clinic.name}") String clinic) {
        template = new DeskTemplate("calls", clinic);
    }

    /**
     * @param back where the form leads when it is sent; or null
     * @param now by the adjustable clock
     * @return HTML
     */
    String write(PhoneCall call, URI back, Instant now, CallWords words) {
        Map<String, Object> model = template.frame("open", words.page());
        model.put("title", words.page().say("open.title", call.person().name()));
        model.put("text", words.page().say("open.text"));
        model.put("call", facts(call, now, words));
        model.put("back", back == null ? "" : back.toString());
        return template.fill(model);
    }

    /**
     * @param state {@code done}, {@code over}, {@code unknown}, {@code forbidden} or {@code suspended}
     * @return HTML without anything about anybody
     */
    String write(String state, CallWords words) {
        return template.write(state, words.page());
    }

    private Map<String, Object> facts(PhoneCall call, Instant now, CallWords words) {
        ZoneId zone = call.schedule().zone();
        Person person = call.person();
        Map<String, Object> facts = new HashMap<>();
        facts.put("task", call.taskId());
        facts.put(
                "role",
                words.page().say("role." + person.role().word(), words.page().nameOf(person.locale())));
        if (person.phone() != null) {
            facts.put("contactLabel", words.page().say("phone"));
            facts.put("phone", person.phone());
            facts.put("number", DeskTemplate.readable(person.phone()));
        } else if (person.email() != null) {
            facts.put("contactLabel", words.page().say("email"));
            facts.put("email", person.email());
        } else {
            facts.put("contactLabel", words.page().say("none"));
        }
        if (person.role() == Role.PATIENT) {
            facts.put("nowLabel", words.page().say("now"));
            facts.put("now", words.page().time(now.atZone(zone)));
        }
        facts.put("messageLabel", words.page().say("message"));
        facts.put(
                "message",
                words.message(call.kind(), template.clinic(), call.schedule().localStart()));
        facts.put("discreet", words.page().say("discreet"));
        facts.put("reasonLabel", words.page().say("reason"));
        facts.put("reason", words.reason(call.reason()));
        facts.put("dueLabel", words.page().say("due"));
        facts.put("due", words.page().when(call.dueAt().atZone(zone)));
        facts.put("dueMachine", call.dueAt().toString());
        facts.put("reached", words.page().say("reached"));
        facts.put("notReached", words.page().say("not-reached"));
        return facts;
    }
}
