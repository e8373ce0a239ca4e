package cn.bankscrm.web.operations;

import cn.bankscrm.core.sync.SyncProgress;
import cn.bankscrm.core.sync.SyncStart;
import cn.bankscrm.core.sync.WeComSync;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Starts a full synchronisation with WeCom and shows how far it is, and what the last one found. */
@Navigation(Section.OPERATIONS)
@RequestMapping("/operations/sync")
@Controller
class SyncController {

    private final WeComSync sync;

    SyncController(WeComSync sync) {
        this.sync = sync;
    }

    @GetMapping
    String page(Model model) {
        show(model);
        return "operations/sync";
    }

    /** The progress alone, for the page to keep itself up to date while a sync runs. */
    @GetMapping("/progress")
    String progress(Model model) {
        show(model);
        return "operations/sync :: progress";
    }

    @PostMapping
    String start(SignedIn by, RedirectAttributes next) {
        Notice notice = switch (sync.start(by.name())) {
            case SyncStart.Started started -> Notice.done("sync.started");
            case SyncStart.AlreadyRunning running -> Notice.problem("sync.runsAlready");
            case SyncStart.NotConfigured not -> Notice.problem("sync.notConfigured");
        };
        next.addFlashAttribute(Notice.ATTRIBUTE, notice);
        return "redirect:/operations/sync";
    }

    private void show(Model model) {
        SyncProgress latest = sync.latest().orElse(null);
        model.addAttribute("sync", latest);
        model.addAttribute("running", latest != null && latest.status() == SyncProgress.Status.RUNNING);
    }
}
