package org.consultflow;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.consultflow.sandbox.faults.FaultKind;
import org.consultflow.support.Accessibility;
import org.consultflow.support.BookedConsultation;
import org.consultflow.support.Browser;
import org.consultflow.support.Clinic;
import org.consultflow.support.Cockpit;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.consultflow.support.Channel.SMS;
import static org.consultflow.support.Channel.WHATSAPP;
import static org.consultflow.support.Clinic.withoutEmail;
import static org.openqa.selenium.support.ui.ExpectedConditions.stalenessOf;

/** What ops see and do in Cockpit, in a real browser. */
@ServiceTest
class CockpitTest {

    @Autowired
    Clinic clinic;

    @Autowired
    JdbcClient jdbc;

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

    @Test
    void a_message_that_reached_nobody_is_marked_as_done_by_phone_and_the_audit_says_by_whom_and_why() {
        BookedConsultation unreached = clinic.aBookedConsultation(withoutEmail());
        clinic.faultFor(unreached, WHATSAPP, FaultKind.FAILS, null);
        clinic.faultFor(unreached, SMS, FaultKind.FAILS, null);
        unreached.whenItIsBeforeStart("PT23H");
        assertThat(calls(unreached)).hasSize(1);
        clinic.nothingGoesWrongAnyMore();
        try (Browser browser = Browser.open(1440, 1000)) {
            login(browser);
            browser.until("the start page counts it", page -> browser.all("consultflow-tile-undeliverable").stream()
                    .anyMatch(tile -> !tile.getText().startsWith("0")));
            browser.screenshot("cockpit-start");
            browser.click("consultflow-tile-undeliverable");
            browser.seeText("consultflow-list", unreached.id().toString());
            browser.driver().findElement(By.linkText(unreached.id().toString())).click();

            act(browser, "call-requested", "told-by-phone");
            browser.click("consultflow-done-by-phone");
            browser.until("it is done", page -> rows(browser, "consultflow-entries").stream()
                    .anyMatch(row -> row.contains("call made")));
            browser.screenshot("cockpit-visit");

            act(browser, "call-requested", "told-by-phone");
            browser.click("consultflow-done-by-phone");
            browser.seeText("consultflow-refused", "nobody has to be told any more");
            assertThat(errors(browser)).allMatch(error -> error.contains("409"));
        }
        assertThat(calls(unreached)).isEmpty();
        assertThat(audited(unreached)).containsExactly("ops:" + user + " message-done-by-phone reason=told-by-phone");
    }

    @Test
    void a_channel_is_stopped_for_a_time_and_goes_on_and_the_audit_says_who_did_it() {
        try (Browser browser = Browser.open(1440, 1000)) {
            login(browser);
            browser.click("consultflow-pauses-link");
            browser.seeText("consultflow-pauses-page", "Nothing is stopped.");
            new Select(browser.see("consultflow-pause-channel")).selectByValue("sms");
            browser.see("consultflow-pause-reason").sendKeys("call me at 0491 570 006");
            browser.click("consultflow-pause");
            browser.seeText("consultflow-refused", "without an e-mail address or a telephone number");

            browser.see("consultflow-pause-reason").clear();
            browser.see("consultflow-pause-reason").sendKeys("texts are being reviewed");
            browser.click("consultflow-pause");
            browser.seeText("consultflow-pauses", "by SMS");
            browser.screenshot("cockpit-pauses");
            assertThat(rows(browser, "consultflow-pauses")).singleElement().satisfies(row -> assertThat(row)
                    .contains("texts are being reviewed", "ops:" + user));

            browser.click("consultflow-end-pause");
            browser.seeText("consultflow-pauses-page", "Nothing is stopped.");
            assertThat(errors(browser)).allMatch(error -> error.contains("400"));
        }
        assertThat(jdbc.sql(
                                "select actor || ' ' || action from audit_entry where action like 'pause-%' order by number")
                        .query(String.class)
                        .list())
                .endsWith("ops:" + user + " pause-started", "ops:" + user + " pause-ended");
    }

    @Test
    void a_message_is_sent_again_by_another_channel_and_the_audit_says_by_whom_and_why() {
        BookedConsultation booked = clinic.aBookedConsultation();
        booked.whenItIsBeforeStart("PT23H").thenTwilioTook(1, 0);
        try (Browser browser = Browser.open(1440, 1000)) {
            login(browser);
            browser.go(visitPage(booked));
            act(browser, "reminder-24h", "not-received");
            new Select(browser.see("consultflow-channel")).selectByValue("sms");
            browser.screenshot("cockpit-act");
            browser.click("consultflow-send-again");
            browser.until(
                    "it is requested", page -> browser.all("consultflow-action").isEmpty());
            clinic.whenAllIsQuiet();
            browser.click("consultflow-refresh");
            browser.until("it was sent", page -> rows(browser, "consultflow-entries").stream()
                    .anyMatch(row -> row.contains("reminder 24h") && row.contains("SMS sent")));
            assertThat(errors(browser)).isEmpty();
        }
        booked.thenTwilioTook(1, 1);
        assertThat(audited(booked))
                .containsExactly("ops:" + user + " message-sent-again channel=sms reason=not-received");
    }

    @Test
    void ten_thousand_entries_come_in_pages() {
        BookedConsultation booked = clinic.aBookedConsultation();
        jdbc.sql(
                        """
                        insert into delivery_event (delivery_id, happened_at, event)
                        select d.id, now() - n * interval '1 second', 'sent'
                        from (select id from delivery where consultation_id = :id limit 1) d, generate_series(1, 10000) n""")
                .param("id", booked.id())
                .update();
        try (Browser browser = Browser.open(1440, 1000)) {
            login(browser);
            browser.go(visitPage(booked));
            browser.until(
                    "the first page",
                    page -> rows(browser, "consultflow-entries").size() == 100);
            browser.click("consultflow-earlier");
            browser.until(
                    "the second page",
                    page -> rows(browser, "consultflow-entries").size() == 200);
            assertThat(errors(browser)).isEmpty();
        }
    }

    @Test
    void an_ended_visit_is_found_by_its_references_and_a_definition_counts_its_messages() {
        BookedConsultation ended = clinic.aBookedConsultation();
        ended.whenCancelledBy("clinic");
        clinic.whenAllIsQuiet();
        try (Browser browser = Browser.open(1440, 1000)) {
            login(browser);
            browser.click("consultflow-search-link");
            browser.see("consultflow-by-patientReference").sendKeys(ended.reference());
            browser.click("consultflow-search");
            browser.seeText("consultflow-visits", "cancelled");
            browser.screenshot("cockpit-search");
            assertThat(browser.driver().getCurrentUrl()).doesNotContain(ended.reference());
            browser.driver().findElement(By.linkText(ended.id().toString())).click();
            browser.seeText("consultflow-status", "cancelled");

            String definition = clinic.read(clinic.get(
                            "/engine-rest/process-definition?key=consultation&latestVersion=true&maxResults=1"))
                    .at("/0/id")
                    .asText();
            browser.go(clinic.http().base() + "/camunda/app/cockpit/default/#/process-definition/" + definition
                    + "/runtime");
            openTab(browser, "Messages");
            browser.see("consultflow-activities");
            browser.screenshot("cockpit-definition");
            assertThat(rows(browser, "consultflow-activities"))
                    .anyMatch(row -> row.contains("confirmation") && row.matches("(?s).* [1-9]\\d* [1-9]\\d* \\d+"));
            assertThat(errors(browser)).isEmpty();
        }
    }

    @Test
    void who_wants_spanish_gets_it_with_what_the_service_says_and_the_dates() {
        BookedConsultation unreached = clinic.aBookedConsultation(withoutEmail());
        clinic.faultFor(unreached, WHATSAPP, FaultKind.UNDELIVERABLE, null);
        clinic.faultFor(unreached, SMS, FaultKind.UNDELIVERABLE, null);
        unreached.whenItIsBeforeStart("PT23H");
        clinic.nothingGoesWrongAnyMore();
        try (Browser browser = Browser.open(1280, 900, "--lang=es", "--accept-lang=es-ES,es")) {
            login(browser);
            browser.seeText("consultflow-tile-undeliverable", "nadie avisado");
            Accessibility.check(browser, "the start page", "[data-testid='consultflow-overview']");
            browser.click("consultflow-pauses-link");
            browser.see("consultflow-pause-reason").sendKeys("llame al 0491 570 006");
            browser.click("consultflow-pause");
            browser.seeText("consultflow-refused", "sin dirección de correo ni número de teléfono");
            Accessibility.check(browser, "stopping messages", "[data-testid='consultflow-pauses-page']");
            assertThat(errors(browser)).allMatch(error -> error.contains("400"));

            browser.go(instancePage(unreached));
            openTab(browser, "Entregas");
            WebElement timeline = browser.see("consultflow-timeline");
            assertThat(timeline.getText())
                    .contains("confirmada", "en espera", "previsto", "se pidió a una persona que llame")
                    .contains("WhatsApp; si no, SMS", "no puede alcanzar a este destinatario")
                    .containsPattern("recordatorio 24\\h+h antes → paciente")
                    .containsPattern("\\d{1,2} \\p{Ll}{3,4} 2\\d{3}, \\d{1,2}:");
            assertThat((String) browser.driver().executeScript("return arguments[0].closest('[lang]').lang", timeline))
                    .isEqualTo("es");
            Accessibility.check(browser, "a visit", "[data-testid='consultflow-timeline']");
            browser.screenshot("cockpit-spanish");
            assertThat(errors(browser)).isEmpty();
        }
    }

    @Test
    void what_may_be_done_opens_and_closes_by_keyboard_and_a_new_look_leaves_the_keyboard_where_it_is() {
        BookedConsultation booked = clinic.aBookedConsultation();
        booked.whenItIsBeforeStart("PT23H");
        try (Browser browser = Browser.open(1280, 900)) {
            login(browser);
            browser.go(visitPage(booked));
            browser.see("consultflow-act").sendKeys(Keys.ENTER);
            assertThat(held(browser)).isEqualTo("consultflow-reason");
            browser.driver().switchTo().activeElement().sendKeys(Keys.ESCAPE);
            assertThat(browser.all("consultflow-action")).isEmpty();
            assertThat(held(browser)).isEqualTo("consultflow-act");

            WebElement before = browser.see("consultflow-refresh");
            before.sendKeys(Keys.ENTER);
            browser.until("it is drawn anew", stalenessOf(before));
            assertThat(held(browser)).isEqualTo("consultflow-refresh");
        }
    }

    /** Where the keyboard is. */
    private static String held(Browser browser) {
        return browser.driver().switchTo().activeElement().getAttribute("data-testid");
    }

    private static void act(Browser browser, String what, String why) {
        browser.until(
                        "a line of " + what, page -> page
                                .findElements(
                                        By.cssSelector("tr[data-what='" + what + "'], tr[data-kind='" + what + "']"))
                                .stream()
                                .flatMap(row ->
                                        row.findElements(By.cssSelector("[data-testid='consultflow-act']")).stream())
                                .findFirst()
                                .orElse(null))
                .click();
        new Select(browser.see("consultflow-reason")).selectByValue(why);
    }

    private List<String> audited(BookedConsultation consultation) {
        List<String> audited = new ArrayList<>();
        clinic.read(clinic.get("/api/audit?consultationId=" + consultation.id()))
                .path("entries")
                .forEach(entry -> audited.add(entry.path("actor").asText() + " "
                        + entry.path("action").asText() + " "
                        + entry.path("detail").asText().replaceFirst("notice=\\S+ ", "")));
        return audited;
    }

    private String visitPage(BookedConsultation booked) {
        return clinic.http().base() + "/camunda/app/cockpit/default/#/consultflow/visit?id=" + booked.id();
    }

    private JsonNode calls(BookedConsultation consultation) {
        return clinic.read(clinic.get("/engine-rest/task?processDefinitionKey=phone-patient&maxResults=10"
                + "&processInstanceBusinessKey=" + consultation.id()));
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
        Cockpit.login(browser, clinic.http().base(), user, password);
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
        return Cockpit.errors(browser);
    }
}
