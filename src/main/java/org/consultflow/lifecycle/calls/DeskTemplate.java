package org.consultflow.lifecycle.calls;

import java.util.HashMap;
import java.util.Map;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import org.consultflow.page.PageTemplate;
import org.consultflow.page.PageWords;

/** What the pages at the desk have in common. */
final class DeskTemplate {

    private final PageTemplate template;
    private final String clinic;

    DeskTemplate(String page, String clinic) {
        this.template = PageTemplate.of(page, "page.ftlh");
        this.clinic = clinic;
    }

    String clinic() {
        return clinic;
    }

    /** @return HTML without anything about anybody */
    String write(String state, PageWords words) {
        Map<String, Object> model = frame(state, words);
        model.put("title", words.say(state + ".title"));
        model.put("text", words.say(state + ".text"));
        return fill(model);
    }

    /** What every page says. */
    Map<String, Object> frame(String state, PageWords words) {
        Map<String, Object> model = new HashMap<>();
        model.put("clinic", clinic);
        model.put("language", words.language());
        model.put("state", state);
        model.put("page", words.say("page"));
        return model;
    }

    String fill(Map<String, Object> model) {
        return template.fill(model);
    }

    /** In groups, as a person dials it. */
    static String readable(String phone) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
        try {
            return numbers.format(numbers.parse(phone, null), PhoneNumberFormat.INTERNATIONAL);
        } catch (NumberParseException e) {
            return phone;
        }
    }
}
