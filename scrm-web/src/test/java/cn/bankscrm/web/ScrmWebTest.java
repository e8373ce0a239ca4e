package cn.bankscrm.web;

import cn.bankscrm.db.TestDatabase;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application on a database of its own, listening on a free port. All tests that carry this, and nothing that
 * changes the context (no mock beans, no properties of their own), share one context and its database: a test makes the
 * rows it needs under names of its own, and counts no rows but those. WeCom is never called: {@link ScriptedWeCom}
 * stands for its sign-in, {@link ScriptedPhone} for the phones of customers.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({ScriptedWeCom.class, ScriptedPhone.class})
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface ScrmWebTest {}
