package org.consultflow.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedCondition;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * A real Chromium without a window, for one test. Closes with the test, and at the latest with the JVM; its profile is
 * its own and is thrown away.
 *
 * <p>Elements are found by their {@code data-testid}. Nothing waits for a fixed time: every look is repeated until it
 * succeeds.
 */
public final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** Held, or it would be collected with its level: Selenium warns of DevTools bindings that are not used here. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final ChromeDriverService service;
    private final ChromeDriver driver;
    private final Path profile;
    private final Thread lastResort;

    private Browser(ChromeDriverService service, ChromeDriver driver, Path profile) {
        this.service = service;
        this.driver = driver;
        this.profile = profile;
        this.lastResort = new Thread(this::stop, "browser-stop");
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts a browser with a page of the given size in CSS pixels, in English.
     *
     * @param more options of Chromium's command line
     * @throws IllegalStateException if there is no Chromium and none can be installed; the message says what to install
     */
    public static Browser open(int width, int height, String... more) {
        ChromiumInstallation.ensure();
        Path profile = newProfile();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(ChromiumInstallation.CHROMIUM.toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--no-proxy-server",
                "--lang=en",
                "--user-data-dir=" + profile);
        options.addArguments(more);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(ChromiumInstallation.CHROMEDRIVER.toFile())
                .usingAnyFreePort()
                .build();
        Browser browser;
        try {
            browser = new Browser(service, new ChromeDriver(service, options), profile);
        } catch (RuntimeException e) {
            service.stop();
            deleteProfile(profile);
            throw e;
        }
        browser.resize(width, height);
        return browser;
    }

    /** Opens an address. */
    public Browser go(String url) {
        driver.get(url);
        return this;
    }

    /** Gives the page itself this size, in CSS pixels: narrower than a window could be. */
    public Browser resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(Math.max(width, 500), height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        return this;
    }

    /** The first element of this {@code data-testid} that can be seen, as soon as there is one. */
    public WebElement see(String testId) {
        return until("[" + testId + "] can be seen", any -> all(testId).stream()
                .filter(WebElement::isDisplayed)
                .findFirst()
                .orElse(null));
    }

    /** All elements of this {@code data-testid} as of now, seen or not. */
    public List<WebElement> all(String testId) {
        return driver.findElements(By.cssSelector("[data-testid='" + testId + "']"));
    }

    /** The first element of a CSS selector, as soon as there is one. */
    public WebElement find(String css) {
        return until(css + " is there", any -> driver.findElements(By.cssSelector(css)).stream()
                .findFirst()
                .orElse(null));
    }

    /** Clicks as soon as it can be seen; what is outside the window is scrolled to. */
    public Browser click(String testId) {
        WebElement element = see(testId);
        driver.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
        return this;
    }

    /** Waits until an element of this {@code data-testid} holds the text. */
    public Browser seeText(String testId, String text) {
        until("[" + testId + "] says \"" + text + "\"", any -> all(testId).stream()
                .anyMatch(element -> element.getText().contains(text)));
        return this;
    }

    /**
     * Repeats a look until it answers something other than null or false. A page that redraws in between does not
     * matter.
     *
     * @param what is waited for, in words, for the failure
     */
    public <T> T until(String what, ExpectedCondition<T> look) {
        return new WebDriverWait(driver, PATIENCE, BETWEEN_LOOKS)
                .ignoring(StaleElementReferenceException.class)
                .withMessage(what)
                .until(look);
    }

    /** The driver, for what this class has no words for. */
    public ChromeDriver driver() {
        return driver;
    }

    /** Writes {@code target/screenshots/<name>.png}. */
    public Path screenshot(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            return Files.write(SCREENSHOTS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastResort);
        stop();
    }

    private void stop() {
        try {
            driver.quit();
        } finally {
            service.stop();
            deleteProfile(profile);
        }
    }

    private static Path newProfile() {
        try {
            return Files.createTempDirectory("browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Chromium may still be writing when it is told to go: what is left over lies in the temporary directory. */
    private static void deleteProfile(Path profile) {
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }
}
