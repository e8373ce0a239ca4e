package cn.bankscrm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.browser.Browser.Screen;
import cn.bankscrm.web.security.Role;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.By;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.server.PathContainer;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Every page on desk and phone: nothing wider than the screen, nothing on the console (so nothing that the content
 * security policy stopped), no serious fault for those who use a keyboard or a reader.
 */
@BrowserTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EveryPageBrowserIT {

    /** Pages that somebody comes to on the way through a story, and who looks at them there. */
    private static final Map<String, Class<?>> ELSEWHERE = Map.ofEntries(
            Map.entry("/l/{code}", TrackedLinkBrowserIT.class),
            Map.entry("/q/{code}", ContactWayBrowserIT.class),
            Map.entry("/contact-ways/{id:\\d{1,18}}", ContactWayBrowserIT.class),
            Map.entry("/contact-ways/{id:\\d{1,18}}/edit", ContactWayBrowserIT.class),
            Map.entry("/leads", TrackedLinkBrowserIT.class),
            Map.entry("/sales", TrackedLinkBrowserIT.class),
            Map.entry("/content/{id:\\d{1,18}}/funnel", TrackedLinkBrowserIT.class),
            Map.entry("/content/{id:\\d{1,18}}/funnel/people", TrackedLinkBrowserIT.class),
            Map.entry("/h5/bind/{token}", CertifyingBrowserIT.class),
            Map.entry("/h5/bind/{token}/consent", CertifyingBrowserIT.class),
            Map.entry("/h5/consent/{token}", CertifyingBrowserIT.class),
            Map.entry("/h5/consent/text/{version}", CertifyingBrowserIT.class),
            Map.entry("/friends/invitations/{id:\\d{1,18}}", CertifyingBrowserIT.class),
            Map.entry("/reviews/{id:\\d{1,18}}", CertifyingBrowserIT.class),
            Map.entry("/consent-texts/_new", CertifyingBrowserIT.class),
            Map.entry("/consent-texts/{version}/edit", CertifyingBrowserIT.class),
            Map.entry("/compliance/lexicon/versions/{number:[0-9]{1,9}}/entries/_new", LexiconBrowserIT.class),
            Map.entry(
                    "/compliance/lexicon/versions/{number:[0-9]{1,9}}/entries/{entry:[0-9]{1,18}}",
                    LexiconBrowserIT.class),
            Map.entry("/compliance/lexicon/imports/{id:\\d{1,18}}", LexiconBrowserIT.class),
            Map.entry("/tags/groups/{id:\\d{1,18}}", TagsBrowserIT.class),
            Map.entry("/tags/{id:\\d{1,18}}/rule", TagsBrowserIT.class),
            Map.entry("/sign-in", EveryPageBrowserIT.class),
            Map.entry("/compliance/lexicon/back-scans/{id:\\d{1,18}}", OfficersDayBrowserIT.class),
            Map.entry("/instructions/{id:\\d{1,18}}", InstructionBrowserIT.class),
            Map.entry("/content/new", ContentBrowserIT.class),
            Map.entry("/content/{id:\\d{1,18}}", ContentBrowserIT.class),
            Map.entry("/compliance/sampling", SamplingBrowserIT.class),
            Map.entry("/compliance/sampling/plans/{id:\\d{1,18}}/draw", SamplingBrowserIT.class),
            Map.entry("/compliance/sampling/draws/{id:\\d{1,18}}", SamplingBrowserIT.class),
            Map.entry("/compliance/sampling/reviews", SamplingBrowserIT.class),
            Map.entry("/compliance/sampling/reviews/{id:\\d{1,18}}", SamplingBrowserIT.class),
            Map.entry("/compliance/archive/conversations/{id:\\d{1,18}}", ArchiveBrowserIT.class),
            Map.entry(
                    "/compliance/archive/conversations/{id:\\d{1,18}}/messages/{seq:\\d{1,18}}",
                    ArchiveBrowserIT.class),
            Map.entry("/compliance/archive/conversations/{id:\\d{1,18}}/lines", ArchiveBrowserIT.class),
            Map.entry("/compliance/alerts/{id:\\d{1,18}}", OfficersDayBrowserIT.class),
            Map.entry("/compliance/cases/{id:\\d{1,18}}", OfficersDayBrowserIT.class));

    /** Addresses that answer with a part of a page, or lead on to another. */
    private static final Set<String> NO_PAGES = Set.of(
            "/coverage/live",
            "/instructions/{id:\\d{1,18}}/news",
            "/operations/inbox/state",
            "/operations/sync/progress",
            "/operations/archive/state",
            "/sign-in/wecom",
            "/l/{code}/wechat",
            "/l/{code}/go",
            "/h5/bind/{token}/wechat",
            "/h5/bind/{token}/consent/wechat");

    /** Role by role: name of the picture, address; what stands in braces is looked up in the bank. */
    private static final String PAGES = """
            ADMINISTRATOR         coverage-bank       /coverage
            ADMINISTRATOR         maintenance-bank    /maintenance
            ADMINISTRATOR         tags-wecom          /tags
            ADMINISTRATOR         segments            /segments
            ADMINISTRATOR         audit               /audit
            ADMINISTRATOR         audit-entry         /audit/{entry}
            ADMINISTRATOR         imports             /imports
            ADMINISTRATOR         import-done         /imports/{import}
            ADMINISTRATOR         accounts            /admin/accounts
            ADMINISTRATOR         account-new         /admin/accounts/_new
            ADMINISTRATOR         account             /admin/accounts/{account}
            BRANCH_MANAGER        coverage            /coverage
            BRANCH_MANAGER        coverage-past       /coverage?date=2026-10-31
            BRANCH_MANAGER        coverage-customers  /coverage/customers?covered=uncovered
            BRANCH_MANAGER        institutions        /institutions?for=/coverage
            BRANCH_MANAGER        customers           /customers
            BRANCH_MANAGER        customer-timeline   /customers/{customer}/timeline
            BRANCH_MANAGER        customer-bindings   /customers/{customer}/bindings
            BRANCH_MANAGER        customer-segment    /customers/{customer}/segments/{segment}
            BRANCH_MANAGER        maintenance         /maintenance
            BRANCH_MANAGER        maintenance-list    /maintenance/customers
            BRANCH_MANAGER        referrals           /referrals
            BRANCH_MANAGER        referral-people     /referrals/people?period=all
            BRANCH_MANAGER        friends-branch      /friends
            BRANCH_MANAGER        segment             /segments/{segment}
            BRANCH_MANAGER        segment-why         /segments/{segment}/why?customer={customer}
            RELATIONSHIP_MANAGER  content-own         /content
            MIDDLE_OFFICE         content-soon        /content?soon=on
            MIDDLE_OFFICE         customers-found     /customers/found
            MIDDLE_OFFICE         customer-own-tags   /customers/{customer}/tags
            MIDDLE_OFFICE         tags-own            /tags?kind=own
            MIDDLE_OFFICE         tags-bulk           /tags/bulk
            MIDDLE_OFFICE         tags-wishes         /tags/wishes
            MIDDLE_OFFICE         segment-builder     /segments/new?template=unreached
            MIDDLE_OFFICE         segment-edit        /segments/{segment}/edit
            MIDDLE_OFFICE         sop                 /sop
            MIDDLE_OFFICE         sop-choose          /sop/choose?wecom=FRIENDS&aim=AUM&people=ELDER
            MIDDLE_OFFICE         sop-new             /sop/new?template=act-maturity
            MIDDLE_OFFICE         sop-plan            /sop/{plan}
            MIDDLE_OFFICE         sop-edit            /sop/{plan}/edit
            ADMINISTRATOR         sop-fatigue         /sop/fatigue
            MIDDLE_OFFICE         instructions        /instructions
            MIDDLE_OFFICE         instruction-new     /instructions/new
            RELATIONSHIP_MANAGER  instructions-own    /instructions
            MIDDLE_OFFICE         sends               /sends
            MIDDLE_OFFICE         sends-new           /sends/new
            MIDDLE_OFFICE         sends-welcomes      /sends/welcomes
            RELATIONSHIP_MANAGER  workbench           /workbench
            ADMINISTRATOR         contact-ways        /contact-ways
            MIDDLE_OFFICE         contact-way-new     /contact-ways/new
            RELATIONSHIP_MANAGER  sends-own           /sends
            RELATIONSHIP_MANAGER  coverage-own        /coverage
            RELATIONSHIP_MANAGER  customers-own       /customers
            RELATIONSHIP_MANAGER  maintenance-own     /maintenance
            RELATIONSHIP_MANAGER  referrals-own       /referrals?period=all
            RELATIONSHIP_MANAGER  friends-own         /friends
            RELATIONSHIP_MANAGER  sidebar             /sidebar
            COMPLIANCE            customer-compliance /customers/{customer}
            COMPLIANCE            reviews-open        /reviews
            COMPLIANCE            consent-texts       /consent-texts
            COMPLIANCE            consent-text-own    /consent-texts/2026-11
            COMPLIANCE            audit-own           /audit
            COMPLIANCE            lexicon             /compliance/lexicon
            COMPLIANCE            lexicon-hits        /compliance/lexicon/hits
            COMPLIANCE            lexicon-waiting     /compliance/lexicon/versions/{waiting}
            COMPLIANCE            lexicon-published   /compliance/lexicon/versions/{published}
            COMPLIANCE            lexicon-difference  /compliance/lexicon/versions/{waiting}/difference
            COMPLIANCE            intercept-rules     /compliance/intercept-rules
            COMPLIANCE            evidence            /evidence
            COMPLIANCE            response-bank       /compliance/response
            COMPLIANCE            response-settings   /compliance/response/settings
            COMPLIANCE            home                /
            COMPLIANCE            account-requests    /compliance/accounts
            COMPLIANCE            archive             /compliance/archive
            COMPLIANCE            cases               /compliance/cases
            BRANCH_MANAGER        cases-branch        /compliance/cases?state=OPEN
            BRANCH_MANAGER        alerts-branch       /compliance/alerts?state=ALL
            BRANCH_MANAGER        alerts-overview     /compliance/alerts/overview
            COMPLIANCE            archive-exports     /compliance/archive/exports
            OPERATIONS            refusals            /refusals
            OPERATIONS            inbox               /operations/inbox
            OPERATIONS            dead-letter         /operations/inbox/{letter}
            OPERATIONS            sync                /operations/sync
            OPERATIONS            archive-state       /operations/archive
            OPERATIONS            password            /account/password
            """;

    @Autowired
    SmallBank bank;

    @Autowired
    ApplicationContext application;

    @Autowired
    PageSamples samples;

    @LocalServerPort
    int port;

    private Browser browser;
    private @Nullable Role signedIn;

    @BeforeAll
    void begins() throws Exception {
        bank.load(port);
        samples.make();
        browser = new Browser(port);
    }

    /** The other tests sign in as they need. */
    @BeforeEach
    void forgets(TestInfo test) {
        if (test.getTestMethod().orElseThrow().getParameterCount() == 0) {
            signedIn = null;
        }
    }

    @AfterAll
    void ends() {
        browser.close();
    }

    /** A page as somebody opens it. */
    record Page(Role role, String name, String path) {

        static Page of(String line) {
            String[] parts = line.split("\\s+", 3);
            return new Page(Role.valueOf(parts[0]), parts[1], parts[2]);
        }

        @Override
        public String toString() {
            return name + " as " + role;
        }
    }

    static Stream<Page> pages() {
        return PAGES.lines().map(Page::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void holdsUp(Page page) {
        if (page.role() != signedIn) {
            browser.on(Screen.DESK).as(bank.account(page.role()));
            signedIn = page.role();
        }
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(samples.in(page.path())).holdsUp(page.name());
        }
    }

    @Test
    void areAllThePagesThatThereAre() {
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping :
                application.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            mapping.getHandlerMethods().forEach((info, method) -> {
                if (showsAPage(info, method)) {
                    mapped.addAll(info.getPatternValues());
                }
            });
        }
        mapped.removeAll(NO_PAGES);

        Set<String> lookedAt = new TreeSet<>(ELSEWHERE.keySet());
        pages().map(page -> pattern(page.path(), mapped)).forEach(lookedAt::add);
        assertThat(lookedAt)
                .as("pages, and those that a browser looks at: whoever adds a page adds it here")
                .isEqualTo(mapped);
    }

    private static boolean showsAPage(RequestMappingInfo info, HandlerMethod method) {
        return info.getMethodsCondition().getMethods().contains(RequestMethod.GET)
                && method.getBeanType().getPackageName().startsWith("cn.bankscrm")
                && method.getMethod().getReturnType() == String.class
                && !method.hasMethodAnnotation(ResponseBody.class)
                && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), ResponseBody.class);
    }

    /** The most exact of the patterns, as the application itself would choose. */
    private static String pattern(String path, Set<String> patterns) {
        PathContainer opened =
                PathContainer.parsePath(path.replaceAll("\\?.*", "").replaceAll("[{][a-z]+}", "1"));
        return patterns.stream()
                .map(PathPatternParser.defaultInstance::parse)
                .filter(candidate -> candidate.matches(opened))
                .sorted()
                .map(PathPattern::getPatternString)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No page has the address " + path));
    }

    @Test
    void theCustomerPageHoldsUp() {
        browser.on(Screen.DESK).as(bank.account(Role.BRANCH_MANAGER));
        browser.open("/coverage/customers?covered=covered").follow(By.cssSelector("#customers tbody a"));
        String customer = browser.path();
        for (Screen screen : Screen.values()) {
            browser.on(screen).open(customer).holdsUp("customer");
        }
    }

    @Test
    void thePickerOpensAsADialog() {
        browser.on(Screen.DESK).as(bank.account(Role.ADMINISTRATOR));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/coverage").click(By.id("scope"));
            browser.untilText(By.cssSelector("#picker .tree"), text -> !text.isBlank());
            browser.holdsUp("picker");
        }
    }

    @Test
    void theSignInPageHoldsUpAndRefusesInChinese() {
        browser.on(Screen.DESK).as(bank.account(Role.OPERATIONS)).click(By.cssSelector(".top .menu summary"));
        browser.follow(By.id("sign-out"));
        for (Screen screen : Screen.values()) {
            browser.on(screen).open("/sign-in").holdsUp("sign-in");
        }
        browser.type("username", "nobody");
        browser.type("password", "wrong-password-1");
        browser.click(By.id("sign-in"));
        assertThat(browser.text(By.id("refused"))).contains("用户名或密码不对");
    }
}
