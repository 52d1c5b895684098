package org.consultflow;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.consultflow.sandbox.mail.SandboxMail;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Browser;
import org.consultflow.support.Channel;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** From the reminder to the answer: the link in the mail, in a real browser that runs no JavaScript. */
@ServiceTest
class AnsweringByLinkTest {

    private static final Pattern LINK = Pattern.compile("http://\\S+/answer/[\\w.-]+");

    @Autowired
    Clinic clinic;

    @Test
    void a_patient_confirms_by_the_mail_of_the_day_before_and_thinks_again_by_that_of_the_last_hour() {
        BookedConsultation visit = clinic.aBookedConsultation().whenItIsBeforeStart("PT23H");
        String first = linkIn(visit.mails().get(visit.mails().size() - 1));
        assertThat(visit.messages(Channel.WHATSAPP).get(0).body()).contains(first);

        try (Browser browser = Browser.open(360, 740)) {
            browser.driver().executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", true));
            browser.go(first);
            browser.find("main[data-state=open]");
            browser.screenshot("answer");
            browser.click("confirm");
            browser.find("main[data-state=confirmed-by-link]");
            clinic.whenAllIsQuiet();
            visit.thenStatusIs("confirmed").thenTimelineSays("patient-confirmed");

            visit.whenItIsBeforeStart("PT59M");
            browser.go(linkIn(visit.messages(Channel.WHATSAPP).get(1).body()));
            browser.click("cancel");
            browser.find("main[data-state=sure]");
            browser.screenshot("answer-sure");
            visit.thenStatusIs("confirmed");
            browser.click("sure");
            browser.find("main[data-state=cancelled-by-link]");
        }
        clinic.whenAllIsQuiet();
        visit.thenStatusIs("cancelled").thenBothGot("cancelled");
        assertThat(visit.read().path("cancelledBy").asText()).isEqualTo("patient");
        visit.thenNobodyHearsAnythingMore();
    }

    private static String linkIn(SandboxMail mail) {
        return linkIn(mail.text());
    }

    private static String linkIn(String words) {
        Matcher link = LINK.matcher(words);
        assertThat(link.find()).as("an answer link stands in: %s", words).isTrue();
        return link.group();
    }
}
