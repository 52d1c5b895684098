package org.consultflow.lifecycle.calls;

import java.io.IOException;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;

/** Fills the page of a folder, {@code <page>/page.ftlh}. */
final class DeskTemplate {

    private final Template template;
    private final String clinic;

    DeskTemplate(String page, String clinic) throws IOException {
        Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
        configuration.setClassForTemplateLoading(DeskTemplate.class, "/" + page);
        configuration.setDefaultEncoding("UTF-8");
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        template = configuration.getTemplate("page.ftlh");
        this.clinic = clinic;
    }

    String clinic() {
        return clinic;
    }

    /** @return HTML without anything about anybody */
    String write(String state, DeskWords words) {
        Map<String, Object> model = frame(state, words);
        model.put("title", words.say(state + ".title"));
        model.put("text", words.say(state + ".text"));
        return process(model);
    }

    /** What every page says. */
    Map<String, Object> frame(String state, DeskWords words) {
        Map<String, Object> model = new HashMap<>();
        model.put("clinic", clinic);
        model.put("language", words.language());
        model.put("state", state);
        model.put("page", words.say("page"));
        return model;
    }

    String process(Map<String, Object> model) {
        StringWriter page = new StringWriter();
        try {
            template.process(model, page);
        } catch (TemplateException | IOException e) {
            // the cause may quote the model, which holds contact data
            throw new IllegalStateException("the page at the desk can't be written");
        }
        return page.toString();
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
