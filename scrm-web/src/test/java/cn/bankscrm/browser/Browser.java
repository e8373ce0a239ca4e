package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.account.AccountFixture;
import com.deque.html.axecore.providers.EmbeddedResourceAxeProvider;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.naming.OperationNotSupportedException;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Somebody at a screen: the system's Chromium, without a window, of an exact size. */
final class Browser implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int TALLEST = 4_000;
    private static final String AXE = axe();

    private final ChromeDriver driver;
    private final String base;
    private Screen screen = Screen.DESK;

    /** The two screens that pages are made for. */
    enum Screen {
        DESK(1440, 900),
        PHONE(390, 844);

        private final int width;
        private final int height;

        Screen(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    /** The address that the platform believes to be its own; here it leads to this machine. */
    static final String PUBLIC = "http://bank.test";

    Browser(int port) {
        this(port, true);
    }

    static Browser withoutScript(int port) {
        return new Browser(port, false);
    }

    private Browser(int port, boolean script) {
        base = "http://127.0.0.1:" + port;
        ChromeOptions options = new ChromeOptions();
        options.setBinary(found("chromium", "chromium-browser", "google-chrome"));
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-quic",
                "--host-resolver-rules=MAP bank.test:80 127.0.0.1:" + port,
                "--lang=zh-CN");
        if (!script) {
            options.setExperimentalOption("prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
        }
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(found("chromedriver"))
                        .build(),
                options);
        on(Screen.DESK);
    }

    Browser on(Screen chosen) {
        screen = chosen;
        size(chosen.height);
        return this;
    }

    /** Signs in by the form, as somebody else than before. */
    Browser as(String username) {
        driver.manage().deleteAllCookies();
        open("/sign-in");
        type("username", username);
        type("password", AccountFixture.PASSWORD);
        click(By.id("sign-in"));
        until(d -> !path().startsWith("/sign-in"));
        return this;
    }

    Browser open(String path) {
        driver.get(base + path);
        return this;
    }

    /**
     * Becomes WeCom's client beside the chat with this contact: what it is asked is kept in the page as {@code asked}.
     */
    Browser inClientBesideChatWith(String contact) {
        driver.executeCdpCommand(
                "Network.setUserAgentOverride",
                Map.of(
                        "userAgent",
                        "Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile wxwork/4.1.30 MicroMessenger/7.0.1"));
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", """
                window.asked = [];
                window.WeixinJSBridge = {
                  on() {},
                  invoke(name, params, done) {
                    window.asked.push({name, params});
                    setTimeout(() => done({err_msg: name + ':ok', userId: '%s'}), 0);
                  }
                };
                """.formatted(contact)));
        return this;
    }

    /** What a script tells. */
    String told(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    /** Opens an address anywhere. */
    Browser visit(String address) {
        driver.get(address);
        return this;
    }

    /** How long the page took from the click to its last byte. */
    Duration answered() {
        return Duration.ofMillis(((Number) Objects.requireNonNull(driver.executeScript(
                        "return Math.round(performance.getEntriesByType('navigation')[0].responseEnd)")))
                .longValue());
    }

    String address() {
        return Objects.requireNonNull(driver.getCurrentUrl());
    }

    boolean shown(By where) {
        return driver.findElements(where).stream().anyMatch(WebElement::isDisplayed);
    }

    String path() {
        return Objects.requireNonNull(driver.getCurrentUrl()).substring(base.length());
    }

    /** Opens a link whatever host it names: the path counts. */
    Browser openLink(String link) {
        return open(URI.create(link).getPath());
    }

    /** What stands in a field. */
    String value(String id) {
        return Objects.requireNonNull(waitFor(By.id(id)).getDomProperty("value"));
    }

    String text(By where) {
        return waitFor(where).getText();
    }

    void type(String id, String text) {
        type(By.id(id), text);
    }

    void type(By where, String text) {
        WebElement field = waitFor(where);
        field.clear();
        field.sendKeys(text);
    }

    /** Sets a field whose way of typing depends on the language: dates and times. */
    void set(String id, String value) {
        driver.executeScript("arguments[0].value = arguments[1]", waitFor(By.id(id)), value);
    }

    /** Chooses a file for a form, as by its dialog. */
    void choose(String id, Path file) {
        driver.findElement(By.id(id)).sendKeys(file.toAbsolutePath().toString());
    }

    Browser click(By what) {
        WebElement element = waitFor(what);
        driver.executeScript("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element);
        element.click();
        return this;
    }

    /** Clicks, and waits until the address is another. */
    Browser follow(By link) {
        String before = address();
        click(link);
        until(d -> !address().equals(before));
        return this;
    }

    /** Scrolls to the end again and again, as long as there is such an element. */
    void scrollUntilGone(By what) {
        until(d -> {
            driver.executeScript("window.scrollTo(0, document.body.scrollHeight)");
            return d.findElements(what).isEmpty();
        });
    }

    void untilText(By where, Function<String, Boolean> fits) {
        until(d -> fits.apply(d.findElement(where).getText()));
    }

    List<String> texts(By where) {
        return driver.findElements(where).stream().map(WebElement::getText).toList();
    }

    /** Leaves a mark that a reload would wipe off. */
    void mark() {
        driver.executeScript("window.marked = true");
    }

    boolean stillMarked() {
        return Boolean.TRUE.equals(driver.executeScript("return window.marked === true"));
    }

    /** A picture of the whole page at {@code target/screenshots}, and everything that must hold for every page. */
    void holdsUp(String name) {
        until(d -> d.findElements(By.cssSelector("[data-source], [data-weeks]")).isEmpty()
                || !d.findElements(By.cssSelector("[data-source] canvas, [data-weeks] canvas"))
                        .isEmpty());
        long tall = ((Number)
                        Objects.requireNonNull(driver.executeScript("return document.documentElement.scrollHeight")))
                .longValue();
        size((int) Math.min(Math.max(tall, screen.height), TALLEST));
        picture(name);
        size(screen.height);
        assertThat(((Number) Objects.requireNonNull(
                                driver.executeScript("return document.documentElement.scrollWidth")))
                        .intValue())
                .as("%s on %s is wider than the screen", name, screen)
                .isLessThanOrEqualTo(screen.width);
        // below a warning are Chromium's hints to authors, such as on the fields of a form
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()))
                .as("%s on %s writes to the console", name, screen)
                .isEmpty();
        assertThat(faults()).as("%s on %s", name, screen).isEmpty();
    }

    /** As one program in the page: the builder that comes with axe opens another window for each page. */
    private List<String> faults() {
        Object found = driver.executeAsyncScript(AXE + """
                ;const done = arguments[arguments.length - 1];
                axe.run(document, {resultTypes: ['violations']}).then(
                    found => done(found.violations
                        .filter(rule => ['serious', 'critical'].includes(rule.impact))
                        .map(rule => rule.id + ': ' + rule.help + ' ' + rule.nodes.map(node => node.target))),
                    failed => done(['axe could not look: ' + failed]));
                """);
        return ((List<?>) Objects.requireNonNull(found))
                .stream().map(String::valueOf).toList();
    }

    /** A picture of a page that comes with a refusing status, which the console names: that once. */
    void isRefused(String name) {
        picture(name);
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll()).isNotEmpty();
    }

    private void picture(String name) {
        try {
            Files.createDirectories(SCREENSHOTS);
            Files.write(
                    SCREENSHOTS.resolve(name + "-" + screen.width + ".png"), driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try {
            return new EmbeddedResourceAxeProvider().getScript();
        } catch (IOException | OperationNotSupportedException e) {
            throw new IllegalStateException("axe is not in its jar", e);
        }
    }

    private void size(int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", screen.width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    private WebElement waitFor(By where) {
        return new WebDriverWait(driver, PATIENCE).until(d -> d.findElement(where));
    }

    /** Waits until a script returns true. */
    void untilTrue(String script) {
        until(d -> Boolean.TRUE.equals(driver.executeScript(script)));
    }

    /** Asks as the page's script would. @return of the answer what is named: its status, and headers */
    @SuppressWarnings("unchecked")
    List<String> fetched(String path, String options, String... named) {
        return (List<String>) Objects.requireNonNull(driver.executeAsyncScript(
                "const [path, named, done] = [arguments[0], arguments[1], arguments[2]];"
                        + "fetch(path, " + options + ").then(a => done(named.map(n => n === 'status' ? '' + a.status"
                        + " : a.headers.get(n))))",
                path,
                List.of(named)));
    }

    /** Asks as the page's script would. @return the bytes of the answer */
    byte[] bytes(String path) {
        return Base64.getDecoder().decode((String) Objects.requireNonNull(driver.executeAsyncScript(
                "const done = arguments[1]; fetch(arguments[0]).then(a => a.blob()).then(b => { const r = new FileReader();"
                        + " r.onload = () => done(r.result.split(',')[1]); r.readAsDataURL(b); })",
                path)));
    }

    private void until(Function<org.openqa.selenium.WebDriver, Boolean> condition) {
        new WebDriverWait(driver, PATIENCE)
                .ignoring(StaleElementReferenceException.class)
                .until(condition);
    }

    /** On the path: Selenium would otherwise look for a download. */
    private static File found(String... names) {
        return Arrays.stream(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> new File(folder, name)))
                .filter(File::canExecute)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Not on the path: " + String.join(", ", names)));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
