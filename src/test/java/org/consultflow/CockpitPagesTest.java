package org.consultflow;

import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Browser;
import org.consultflow.support.Clinic;
import org.consultflow.support.Cockpit;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import static org.assertj.core.api.Assertions.assertThat;

/** Cockpit's own pages, in a real browser: what they ask for of themselves is not refused. */
@ServiceTest
class CockpitPagesTest {

    @Autowired
    Clinic clinic;

    @Value("${consultflow.admin-user}")
    String user;

    @Value("${consultflow.admin-password}")
    String password;

    @Test
    void each_page_of_cockpit_shows_without_an_error_in_the_console() {
        BookedConsultation booked = clinic.aBookedConsultation();
        String instance =
                first("process-instance?maxResults=1&processDefinitionKey=consultation&businessKey=" + booked.id());
        String process = first("process-definition?maxResults=1&latestVersion=true&key=consultation");
        String decision = first("decision-definition?maxResults=1&latestVersion=true&key=reminder-plan");
        try (Browser browser = Browser.open(1440, 1000)) {
            Cockpit.login(browser, clinic.http().base(), user, password);
            open(browser, "dashboard", "/deployment/count");
            open(browser, "processes", "/process-definition/statistics?");
            open(browser, "decisions", "/decision-definition?");
            open(browser, "tasks", "/group");
            open(browser, "repository", "/deployment?");
            open(browser, "batch", "/batch/statistics/?");
            open(browser, "process-definition/" + process + "/runtime", "/process-definition?key=");
            open(browser, "decision-definition/" + decision, "/decision-definition?key=");
            open(
                    browser,
                    "process-instance/" + instance + "/runtime",
                    "/process-instance/" + instance + "/activity-instances");
        }
    }

    private void open(Browser browser, String page, String whatItAsksFor) {
        // loaded anew, even where one is already: what it asked for before does not count
        browser.driver().get("about:blank");
        browser.go(Cockpit.page(clinic.http().base(), page));
        Cockpit.awaitAnswer(browser, "/default" + whatItAsksFor);
        assertThat(Cockpit.errors(browser)).as(page).isEmpty();
    }

    private String first(String query) {
        return clinic.read(clinic.get("/engine-rest/" + query)).at("/0/id").asText();
    }
}
