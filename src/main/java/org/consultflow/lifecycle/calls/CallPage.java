package org.consultflow.lifecycle.calls;

import java.io.IOException;
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

    CallPage(@Value("${consultflow.clinic.name}") String clinic) throws IOException {
        template = new DeskTemplate("calls", clinic);
    }

    /**
     * @param back where the form leads when it is sent; or null
     * @param now by the adjustable clock
     * @return HTML
     */
    String write(PhoneCall call, URI back, Instant now, CallWords words) {
        Map<String, Object> model = template.frame("open", words);
        model.put("title", words.say("open.title", call.person().name()));
        model.put("text", words.say("open.text"));
        model.put("call", facts(call, now, words));
        model.put("back", back == null ? "" : back.toString());
        return template.process(model);
    }

    /**
     * @param state {@code done}, {@code over}, {@code unknown} or {@code forbidden}
     * @return HTML without anything about anybody
     */
    String write(String state, CallWords words) {
        return template.write(state, words);
    }

    private Map<String, Object> facts(PhoneCall call, Instant now, CallWords words) {
        ZoneId zone = call.schedule().zone();
        Person person = call.person();
        Map<String, Object> facts = new HashMap<>();
        facts.put("task", call.taskId());
        facts.put("role", words.say("role." + person.role().word(), words.nameOf(person.locale())));
        if (person.phone() != null) {
            facts.put("contactLabel", words.say("phone"));
            facts.put("phone", person.phone());
            facts.put("number", DeskTemplate.readable(person.phone()));
        } else if (person.email() != null) {
            facts.put("contactLabel", words.say("email"));
            facts.put("email", person.email());
        } else {
            facts.put("contactLabel", words.say("none"));
        }
        if (person.role() == Role.PATIENT) {
            facts.put("nowLabel", words.say("now"));
            facts.put("now", words.time(now.atZone(zone)));
        }
        facts.put("messageLabel", words.say("message"));
        facts.put(
                "message",
                words.message(call.kind(), template.clinic(), call.schedule().localStart()));
        facts.put("discreet", words.say("discreet"));
        facts.put("reasonLabel", words.say("reason"));
        facts.put("reason", words.reason(call.reason()));
        facts.put("dueLabel", words.say("due"));
        facts.put("due", words.when(call.dueAt().atZone(zone)));
        facts.put("dueMachine", call.dueAt().toString());
        facts.put("reached", words.say("reached"));
        facts.put("notReached", words.say("not-reached"));
        return facts;
    }
}
