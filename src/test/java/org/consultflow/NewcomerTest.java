package org.consultflow;

import org.consultflow.support.Browser;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What somebody does who has just started the service: in a real browser, on the sandbox page. */
@ServiceTest
@Tag("newcomer")
class NewcomerTest {

    @Autowired
    Clinic clinic;

    @Test
    void books_breaks_whatsapp_moves_the_clock_and_sees_the_sms_take_over() {
        try (Browser browser = Browser.open(1440, 900)) {
            browser.go(clinic.http().base() + "/");
            browser.until("the page is there", page -> !state(browser).equals("loading"));
            assertThat(state(browser)).isEqualTo("empty");
            browser.click("book");
            browser.until("it is confirmed", page -> status(browser).equals("confirmed"));
            browser.until("a mail is there", page -> !browser.all("mail-row").isEmpty());
            browser.until("the token is on the diagram", page -> tokens(browser).contains("timer-reminder-24h"));

            new Select(browser.see("fault-channel")).selectByValue("whatsapp");
            new Select(browser.see("fault-kind")).selectByValue("undeliverable");
            browser.click("fault-add");
            browser.until(
                    "the fault is active", page -> !browser.all("fault-chip").isEmpty());
            browser.click("clock-next");
            browser.until("the SMS took over", page -> bubble(browser, "sms", "delivered"));
            browser.until("the clock stands", page -> moving(browser).equals("false"));
            assertThat(bubble(browser, "whatsapp", "failed")).isTrue();
            assertThat(tokens(browser)).doesNotContain("timer-reminder-24h").contains("timer-reminder-1h");
            assertThat(browser.all("timeline-entry"))
                    .anyMatch(entry -> "63024".equals(entry.getDomAttribute("data-code")));

            browser.all("mail-row").get(0).click();
            browser.see("mail-frame");
            browser.screenshot("newcomer-mail");
            browser.click("mail-close");
            browser.click("command-cancel");
            browser.click("form-submit");
            browser.until("it is cancelled", page -> status(browser).equals("cancelled"));
            browser.screenshot("newcomer");

            browser.resize(360, 740);
            browser.click("tab-timeline");
            long width = (Long) browser.driver().executeScript("return document.documentElement.scrollWidth");
            assertThat(width).as("no sideways scrolling on a phone").isLessThanOrEqualTo(360);
            browser.screenshot("newcomer-phone");
        }
    }

    private static String state(Browser browser) {
        return String.valueOf(browser.driver().findElement(By.tagName("body")).getDomAttribute("data-state"));
    }

    private static String moving(Browser browser) {
        return String.valueOf(browser.driver().findElement(By.tagName("body")).getDomAttribute("data-moving"));
    }

    private static String status(Browser browser) {
        return browser.all("status").stream()
                .map(element -> String.valueOf(element.getDomAttribute("data-status")))
                .findFirst()
                .orElse("");
    }

    private static java.util.List<String> tokens(Browser browser) {
        return browser.all("token").stream()
                .map(token -> token.getDomAttribute("data-element"))
                .toList();
    }

    private static boolean bubble(Browser browser, String channel, String state) {
        for (WebElement bubble : browser.all("bubble")) {
            if (channel.equals(bubble.getDomAttribute("data-channel"))
                    && state.equals(bubble.getDomAttribute("data-state"))) {
                return true;
            }
        }
        return false;
    }
}
