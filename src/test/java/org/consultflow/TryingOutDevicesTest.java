package org.consultflow;

import java.net.http.HttpResponse;
import java.util.List;

import org.consultflow.support.Browser;
import org.consultflow.support.Clinic;
import org.consultflow.support.ServiceTest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** What a patient sees who tries out camera and microphone: in a real browser, with the headers of the real service. */
@ServiceTest
class TryingOutDevicesTest {

    /** A picture with a moving clock face, and a beep every second. */
    private static final String FAKE_DEVICES = "--use-fake-device-for-media-stream";

    private static final String ALLOW = "--use-fake-ui-for-media-stream";

    @Autowired
    Clinic clinic;

    @Test
    void camera_microphone_and_speaker_are_seen_to_work() {
        try (Browser browser = Browser.open(1280, 1000, FAKE_DEVICES, ALLOW)) {
            browser.go(clinic.http().base() + "/join/test");
            assertThat(shown(browser, "[data-without-script]")).isFalse();
            browser.click("start");

            browser.until("the picture plays", page -> state(browser, "camera").equals("works"));
            browser.until("the microphone is heard", page -> state(browser, "microphone")
                    .equals("works"));
            assertThat((Boolean) browser.driver()
                            .executeScript("const picture = document.getElementById('picture');"
                                    + "return picture.videoWidth > 0 && !picture.paused && picture.checkVisibility()"))
                    .as("a picture moves")
                    .isTrue();
            browser.until("the level moves", page -> level(browser) > 0);
            assertThat(shown(browser, "#done")).isFalse();
            browser.click("play").click("heard");
            browser.until("it says that all is well", page -> shown(browser, "#done"));
            browser.screenshot("device-test");
            browser.resize(360, 740);
            long width = (Long) browser.driver().executeScript("return document.documentElement.scrollWidth");
            assertThat(width).as("no sideways scrolling on a phone").isLessThanOrEqualTo(360);

            browser.click("stop");
            assertThat(state(browser, "camera")).isEqualTo("off");
            assertThat((Boolean) browser.driver()
                            .executeScript("return document.getElementById('picture').srcObject.getTracks()"
                                    + ".every(track => track.readyState === 'ended')"))
                    .as("the camera is off")
                    .isTrue();
            browser.click("again");
            browser.until("it works again", page -> state(browser, "camera").equals("works"));
        }
    }

    @Test
    void who_has_not_allowed_it_reads_how_to() {
        try (Browser browser = Browser.open(1280, 1000, FAKE_DEVICES, ALLOW + "=deny")) {
            browser.go(clinic.http().base() + "/join/test").click("start");

            browser.until(
                    "the refusal is seen", page -> state(browser, "camera").equals("denied"));
            browser.until(
                    "the refusal is seen", page -> state(browser, "microphone").equals("denied"));
            assertThat(shown(browser, "[data-help=denied]")).isTrue();
            assertThat(shown(browser, "[data-help=missing]")).isFalse();
            browser.screenshot("device-test-denied");
        }
    }

    @Test
    void where_there_is_no_camera_the_microphone_is_tried_all_the_same() {
        try (Browser browser = Browser.open(1280, 1000, FAKE_DEVICES + "=device-count=0", ALLOW)) {
            browser.go(clinic.http().base() + "/join/test").click("start");

            browser.until("the lack is seen", page -> state(browser, "camera").equals("missing"));
            browser.until("the microphone is heard", page -> state(browser, "microphone")
                    .equals("works"));
            assertThat(shown(browser, "[data-help=missing]")).isTrue();
            assertThat(shown(browser, "[data-help=denied]")).isFalse();
        }
    }

    @Test
    void only_the_test_page_may_ask_for_camera_and_microphone() {
        HttpResponse<String> test = clinic.get("/join/test");
        HttpResponse<String> join = clinic.get("/join/no-link");

        assertThat(test.headers().allValues("Permissions-Policy"))
                .isEqualTo(List.of("camera=(self), microphone=(self), geolocation=()"));
        assertThat(join.headers().allValues("Permissions-Policy"))
                .isEqualTo(List.of("camera=(), microphone=(), geolocation=()"));
        assertThat(test.headers().allValues("Content-Security-Policy")).hasSize(1);
    }

    private static String state(Browser browser, String device) {
        WebElement part = browser.find("[data-device=" + device + "]");
        return String.valueOf(part.getDomAttribute("data-state"));
    }

    private static double level(Browser browser) {
        return ((Number) browser.driver().executeScript("return document.getElementById('level').value")).doubleValue();
    }

    private static boolean shown(Browser browser, String css) {
        return browser.driver().findElement(By.cssSelector(css)).isDisplayed();
    }
}
