package org.consultflow.support;

import java.net.URI;
import java.util.List;
import java.util.Map;

import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

import static org.assertj.core.api.Assertions.assertThat;

/** A join page in a browser of its own, with a camera that shows a moving picture and a microphone that beeps. */
public final class CallPage implements AutoCloseable {

    /** Keeps what the page connects by, so that a test can ask it what really came over the line. */
    private static final String KEEP_CONNECTIONS =
            """
            window.connections = [];
            const Plain = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Plain {
              constructor(...how) { super(...how); window.connections.push(this); }
            };""";

    private static final String RECEIVED =
            """
            const done = arguments[arguments.length - 1];
            const line = window.connections.at(-1);
            if (!line) { done({}); return; }
            line.getStats().then((stats) => {
              const got = {};
              stats.forEach((one) => {
                if (one.type === 'inbound-rtp' && one.kind === 'video') got.frames = one.framesDecoded;
                if (one.type === 'inbound-rtp' && one.kind === 'audio') got.loudness = one.totalAudioEnergy;
              });
              done(got);
            });""";

    /** From now on the page measures that half of what is sent to it gets lost. */
    private static final String BAD_LINE =
            """
            window.connections.forEach((line) => {
              let packets = 0;
              line.getStats = async () => {
                packets += 50;
                return new Map([['in', {type: 'inbound-rtp', packetsLost: packets, packetsReceived: packets}]]);
              };
            });""";

    private final Browser browser;

    private CallPage(Browser browser) {
        this.browser = browser;
    }

    public static CallPage open(URI link, String... more) {
        String[] options = new String[more.length + 3];
        options[0] = "--use-fake-device-for-media-stream";
        options[1] = "--use-fake-ui-for-media-stream";
        options[2] = "--auto-select-desktop-capture-source=Entire screen";
        System.arraycopy(more, 0, options, 3, more.length);
        Browser browser = Browser.open(1280, 900, options);
        browser.driver().executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", KEEP_CONNECTIONS));
        CallPage page = new CallPage(browser);
        browser.go(link.toString());
        return page;
    }

    public Browser browser() {
        return browser;
    }

    /**
     * As it stands, everybody can use it as far as a machine can tell, also on a phone; a picture of it is kept.
     *
     * @param state in words, for the failure and the picture's name
     */
    public CallPage isForEverybody(String state) {
        Accessibility.check(browser, state);
        browser.screenshot("call-" + state);
        browser.resize(360, 740);
        assertThat((Long) browser.driver().executeScript("return document.documentElement.scrollWidth"))
                .as("no sideways scrolling on a phone: " + state)
                .isLessThanOrEqualTo(360);
        browser.screenshot("call-" + state + "-360");
        browser.resize(1280, 900);
        return this;
    }

    public CallPage goes(URI link) {
        browser.go(link.toString());
        return this;
    }

    /** Requests to these addresses fail from now on, and no others. @param addresses with * for anything */
    public CallPage cannotReach(String... addresses) {
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        browser.driver().executeCdpCommand("Network.setBlockedURLs", Map.of("urls", List.of(addresses)));
        return this;
    }

    /** Waits for a part of the visit: check, waiting, connecting, call, left. */
    public CallPage seesPart(String name) {
        browser.until("the part " + name, any -> shown("main > [data-view='" + name + "']"));
        return this;
    }

    /** Waits for a sentence. @param said group and key, such as {@code door:waiting} */
    public CallPage reads(String said) {
        browser.until(said + " is said", any -> shown("[data-said='" + said + "']"));
        return this;
    }

    /** Waits until a sentence is gone. */
    public CallPage readsNoMore(String said) {
        browser.until(said + " is gone", any -> !shown("[data-said='" + said + "']"));
        return this;
    }

    /** Waits for the page's state: early, open, over … */
    public CallPage seesState(String state) {
        browser.until("the page is " + state, any -> shown("main[data-state='" + state + "']"));
        return this;
    }

    /** Waits for words on the page. */
    public CallPage seesText(String words) {
        browser.until("the words " + words, any -> browser.driver()
                .findElement(By.tagName("main"))
                .getText()
                .contains(words));
        return this;
    }

    /** The page is loaded again, as when a phone has put it away. */
    public CallPage comesBack() {
        browser.go(browser.driver().getCurrentUrl());
        return this;
    }

    public CallPage press(String testId) {
        browser.click(testId);
        return this;
    }

    /** Waits until picture and sound have come since now, over the newest connection. */
    public CallPage seesAndHearsTheOther() {
        Map<String, Object> before = received();
        browser.until("pictures and sound come", any -> {
            Map<String, Object> now = received();
            return number(now, "frames") > Math.max(5, number(before, "frames") + 3)
                    && number(now, "loudness") > number(before, "loudness");
        });
        return this;
    }

    public CallPage seesTheScreenOfTheOther() {
        double before = number(received(), "frames");
        browser.until(
                "pictures of the screen come", any -> shown("#remote.screen") && number(received(), "frames") > before);
        return this;
    }

    public CallPage writes(String text) {
        if (!shown("#chat")) {
            press("chat-button");
        }
        browser.see("text").sendKeys(text);
        return press("send");
    }

    /** Waits until exactly these lines are there, in this order. */
    public CallPage hasLines(String... texts) {
        browser.until(
                "the lines " + List.of(texts), any -> texts("#lines .text").equals(List.of(texts)));
        return this;
    }

    /** Waits until the last own line has this receipt: sending, sent or read. */
    public CallPage lastLineIs(String receipt) {
        browser.until(
                "the last line is " + receipt,
                any -> shown("#lines li[data-from=me]:last-of-type [data-receipt=" + receipt + "]"));
        return this;
    }

    public CallPage hasABadLine() {
        browser.driver().executeScript(BAD_LINE);
        return this;
    }

    /** Takes the network away, or gives it back; what flows between the two browsers does not notice. */
    public CallPage offline(boolean yes) {
        browser.driver().executeCdpCommand("Network.enable", Map.of());
        browser.driver()
                .executeCdpCommand(
                        "Network.emulateNetworkConditions",
                        Map.of("offline", yes, "latency", 0, "downloadThroughput", -1, "uploadThroughput", -1));
        return this;
    }

    public boolean shown(String css) {
        return browser.driver().findElements(By.cssSelector(css)).stream().anyMatch(WebElement::isDisplayed);
    }

    private List<String> texts(String css) {
        return browser.driver().findElements(By.cssSelector(css)).stream()
                .map(element -> element.getDomProperty("textContent"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> received() {
        return (Map<String, Object>) browser.driver().executeAsyncScript(RECEIVED);
    }

    private static double number(Map<String, Object> values, String name) {
        return values.get(name) instanceof Number number ? number.doubleValue() : 0;
    }

    @Override
    public void close() {
        browser.close();
    }
}
