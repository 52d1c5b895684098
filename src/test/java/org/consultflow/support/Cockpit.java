package org.consultflow.support;

import java.util.List;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** Cockpit in a {@link Browser}. */
public final class Cockpit {

    private Cockpit() {}

    /** Logs in, and is then on the start page. @param base the service's address */
    public static void login(Browser browser, String base, String user, String password) {
        browser.go(page(base, "login"));
        browser.find("input[type=password]");
        browser.driver().findElement(By.cssSelector("input[type=text]")).sendKeys(user);
        browser.driver().findElement(By.cssSelector("input[type=password]")).sendKeys(password);
        browser.driver().findElement(By.cssSelector("button[type=submit]")).click();
        browser.until("logged in", page -> !page.getCurrentUrl().contains("login"));
    }

    /** The address of one of its pages, such as {@code tasks}. */
    public static String page(String base, String name) {
        return base + "/camunda/app/cockpit/default/#/" + name;
    }

    /** Waits until an answer has come to a request whose address holds this. */
    public static void awaitAnswer(Browser browser, String address) {
        browser.until("an answer to " + address, any -> browser.driver()
                .executeScript(
                        "return performance.getEntriesByType('resource')"
                                + ".some(it => it.name.includes(arguments[0]) && it.responseStatus)",
                        address));
    }

    /** The errors in the console since it was last asked. */
    public static List<String> errors(Browser browser) {
        return browser.driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }
}
