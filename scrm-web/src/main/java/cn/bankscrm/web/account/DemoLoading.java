package cn.bankscrm.web.account;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/**
 * Tells every page of the demonstration whether its bank is still being loaded, so that nobody takes half a bank's
 * figures for the whole. The launcher writes {@code demo-loaded} into the data folder when it is done.
 */
@ControllerAdvice(annotations = Controller.class)
@Profile("demo")
class DemoLoading {

    private final Path done;
    private volatile boolean loaded;

    DemoLoading(Environment environment) {
        this.done = Path.of(environment.getRequiredProperty("scrm.data-dir"), "demo-loaded");
    }

    @ModelAttribute("demoLoading")
    boolean loading() {
        if (!loaded) {
            loaded = Files.exists(done);
        }
        return !loaded;
    }
}
