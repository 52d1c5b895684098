package org.consultflow.reply;

import java.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

import org.consultflow.consultation.Schedule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * What is answered at once, in the person's language: {@code reply/words_<language>.properties}. Nothing in it says what a
 * visit is about or with whom.
 */
@Component
class AnswerWords {

    private static final List<String> LANGUAGES = List.of("en", "es");

    private final String clinic;
    private final String phone;

    AnswerWords(
            @Value("${consultflow.clinic.name}") String clinic,
            @Value("${consultflow.clinic.support-phone}") String phone) {
        this.clinic = clinic;
        this.phone = phone;
    }

    /** No more will be sent. @param perhapsTheVisit whether the visit may have been meant */
    String stopped(Locale language, String channel, boolean perhapsTheVisit) {
        return say(language, perhapsTheVisit ? "stopped-visit" : "stopped", channelName(language, channel));
    }

    String started(Locale language, String channel) {
        return say(language, "started", channelName(language, channel));
    }

    String help(Locale language) {
        return say(language, "help");
    }

    String confirmed(Locale language, Schedule schedule) {
        Locale spoken = spoken(language);
        String when = DateTimeFormatter.ofPattern(words(spoken).getString("moment"), spoken)
                .format(schedule.localStart());
        return say(language, "confirmed", when);
    }

    String passedOn(Locale language) {
        return say(language, "passed-on");
    }

    private String channelName(Locale language, String channel) {
        ResourceBundle words = words(spoken(language));
        return words.containsKey("channel." + channel) ? words.getString("channel." + channel) : channel;
    }

    /** {0} the clinic, {1} its phone number, {2} what the sentence is about. */
    private String say(Locale language, String key, Object... about) {
        Locale spoken = spoken(language);
        return new MessageFormat(words(spoken).getString(key), spoken)
                .format(new Object[] {clinic, phone, about.length == 0 ? "" : about[0]});
    }

    private static Locale spoken(Locale language) {
        return LANGUAGES.contains(language.getLanguage()) ? language : Locale.ENGLISH;
    }

    private static ResourceBundle words(Locale language) {
        return ResourceBundle.getBundle(
                "reply.words",
                Locale.forLanguageTag(language.getLanguage()),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
