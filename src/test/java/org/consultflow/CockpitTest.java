package org.consultflow;

import java.util.List;
import java.util.logging.Level;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Browser;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** What ops see and do in Cockpit, in a real browser. */
@ServiceTest
class CockpitTest {

    @Autowired
    Clinic clinic;

    @Value("${consultflow.admin-user}")
    String user;

    @Value("${consultflow.admin-password}")
    String password;

    @Test
    void the_tab_of_an_instance_tells_what_happened_and_what_is_planned() {
        BookedConsultation booked = clinic.aBookedConsultation();
        clinic.whenTimePasses("PT3H");
        try (Browser browser = Browser.open(1440, 1000)) {
            login(browser);
            browser.go(instancePage(booked));
            openTab(browser, "Deliveries");
            browser.see("consultflow-timers");
            browser.screenshot("cockpit-deliveries");

            assertThat(rows(browser, "consultflow-timers")).anyMatch(row -> row.contains("in "));
            assertThat(rows(browser, "consultflow-entries"))
                    .anyMatch(row -> row.contains("reminder 24h") && row.contains("delivered"))
                    .anyMatch(row -> row.contains("reminder 1h") && row.contains("planned"));
            assertThat(browser.see("consultflow-timeline").getText())
                    .doesNotContain("Examplewoman")
                    .doesNotContain("@")
                    .doesNotContain(booked.phone());
            assertThat(errors(browser)).isEmpty();
        }
    }

    private String instancePage(BookedConsultation booked) {
        String id = clinic.read(
                        clinic.get("/engine-rest/process-instance?maxResults=5&processDefinitionKey=consultation"
                                + "&businessKey=" + booked.id()))
                .at("/0/id")
                .asText();
        return clinic.http().base() + "/camunda/app/cockpit/default/#/process-instance/" + id;
    }

    private void login(Browser browser) {
        browser.go(clinic.http().base() + "/camunda/app/cockpit/default/#/login");
        browser.find("input[type=password]");
        browser.driver().findElement(By.cssSelector("input[type=text]")).sendKeys(user);
        browser.driver().findElement(By.cssSelector("input[type=password]")).sendKeys(password);
        browser.driver().findElement(By.cssSelector("button[type=submit]")).click();
        browser.until("logged in", page -> !page.getCurrentUrl().contains("login"));
    }

    private static void openTab(Browser browser, String label) {
        browser.until("the tab " + label, page -> page.findElements(By.linkText(label)).stream()
                        .findFirst()
                        .orElse(null))
                .click();
    }

    private static List<String> rows(Browser browser, String table) {
        return browser.see(table).findElements(By.cssSelector("tbody tr")).stream()
                .map(row -> row.getText())
                .toList();
    }

    private static List<String> errors(Browser browser) {
        return browser.driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }
}
