package cn.bankscrm.web.operations;

import cn.bankscrm.compliance.archive.ArchiveWatch;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Section;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** How the chat archive fares: figures and numbers, nothing that was said. */
@Navigation(Section.OPERATIONS)
@RequestMapping("/operations/archive")
@Controller
class ArchiveStateController {

    private final ArchiveWatch archive;

    ArchiveStateController(ArchiveWatch archive) {
        this.archive = archive;
    }

    @GetMapping
    String page(Model model) {
        return show(model, "operations/archive");
    }

    /** The figures alone, for the page to keep itself up to date. */
    @GetMapping("/state")
    String state(Model model) {
        return show(model, "operations/archive :: state");
    }

    private String show(Model model, String view) {
        model.addAttribute("archive", archive.state());
        model.addAttribute("trouble", archive.trouble());
        return view;
    }
}
