package cn.bankscrm.wecom.inbox;

import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.wecom.callback.CallbackSettings;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/** The inbound half of the adapter over HTTP; the inbox is worked off only when the test says so. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = InboxTestApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "scrm.wecom.inbox.workers=0")
@ContextConfiguration(initializers = {TestDatabase.Initializer.class, CallbackSettings.class})
public @interface WithoutWorkers {}
