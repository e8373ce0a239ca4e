package cn.bankscrm.browser;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application with a small bank in it, and WeCom's simulator that knows the same bank. All tests that carry
 * this share one context. Needs Chromium and its driver; where there is none the tests are left out by their tag.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Tag("browser")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("test")
@Import({SmallBank.class, PageSamples.class})
@ContextConfiguration(initializers = {cn.bankscrm.db.TestDatabase.Initializer.class, SimulatedWeCom.class})
@interface BrowserTest {}
