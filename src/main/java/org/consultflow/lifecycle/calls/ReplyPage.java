package org.consultflow.lifecycle.calls;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.consultflow.page.PageWords;
import org.consultflow.reply.ClinicInbox.About;
import org.consultflow.reply.ClinicInbox.Item;
import org.consultflow.reply.ClinicInbox.Message;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Writes the page for what a patient wrote. */
@Component
class ReplyPage {

    private final DeskTemplate template;

    ReplyPage(@Value("${consultflow.clinic.name}") String clinic) {
        template = new DeskTemplate("replies", clinic);
    }

    /**
     * @param taskId the engine's task
     * @param moreCame whether something was written since the reader last looked
     * @param back where the form leads when it is sent; or null
     * @return HTML
     */
    String write(String taskId, Item item, boolean moreCame, URI back, PageWords words) {
        Map<String, Object> model = template.frame("open", words);
        model.put("title", words.say("open.title"));
        model.put("text", words.say(moreCame ? "more-came" : "open.text"));
        model.put("reply", facts(taskId, item, words));
        model.put("back", back == null ? "" : back.toString());
        return template.fill(model);
    }

    /**
     * @param state {@code done}, {@code over}, {@code unknown}, {@code forbidden} or {@code suspended}
     * @return HTML without anything about anybody
     */
    String write(String state, PageWords words) {
        return template.write(state, words);
    }

    private Map<String, Object> facts(String taskId, Item item, PageWords words) {
        ZoneId zone = item.about().stream()
                .findFirst()
                .map(about -> about.consultation().schedule().zone())
                .orElse(ZoneId.of("UTC"));
        Map<String, Object> facts = new HashMap<>();
        facts.put("task", taskId);
        facts.put("seen", item.count());
        contact(item.address(), facts);
        facts.put("via", words.has("via." + item.channel()) ? words.say("via." + item.channel()) : item.channel());
        facts.put("aboutLabel", words.say(item.about().size() > 1 ? "about-several" : "about"));
        facts.put(
                "about",
                item.about().stream().map(about -> person(about, words)).toList());
        facts.put("nobody", words.say("nobody"));
        facts.put("messagesLabel", words.say("messages", item.count()));
        facts.put(
                "messages",
                item.messages().stream()
                        .map(message -> message(message, zone, words))
                        .toList());
        facts.put("reasonLabel", words.say("reason"));
        facts.put(
                "reason", words.say(words.has("reason." + item.reason()) ? "reason." + item.reason() : "reason.other"));
        facts.put("dueLabel", words.say("due"));
        facts.put("due", words.when(item.dueAt().atZone(zone)));
        facts.put("dueMachine", machine(item.dueAt()));
        facts.put("discreet", words.say("discreet"));
        facts.put("answered", words.say("answered"));
        facts.put("noAnswerNeeded", words.say("no-answer-needed"));
        return facts;
    }

    private static void contact(String address, Map<String, Object> facts) {
        if (address != null && address.startsWith("+")) {
            facts.put("phone", address);
            facts.put("number", DeskTemplate.readable(address));
        } else if (address != null) {
            facts.put("email", address);
        }
    }

    private static Map<String, String> person(About about, PageWords words) {
        String status = "status." + about.consultation().status().word();
        return Map.of(
                "name", about.person().name(),
                "role",
                        words.say(
                                "role." + about.person().role().word(),
                                words.nameOf(about.person().locale())),
                "visit", words.when(about.consultation().schedule().localStart()),
                "status", words.has(status) ? words.say(status) : "");
    }

    private static Map<String, String> message(Message message, ZoneId zone, PageWords words) {
        Instant at = message.at();
        String media = message.media() == 0 ? "" : words.say("media", message.media());
        String text = message.text() == null ? words.say("choice.another-time") : message.text();
        return Map.of("at", words.when(at.atZone(zone)), "machine", machine(at), "text", text, "media", media);
    }

    /** As HTML's {@code datetime} wants it: three digits of a second at most. */
    private static String machine(Instant moment) {
        return moment.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** The languages a page may be read in. */
    static PageWords words(List<Locale> wanted) {
        return PageWords.of("replies", wanted);
    }
}
