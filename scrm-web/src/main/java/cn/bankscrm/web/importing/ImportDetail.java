package cn.bankscrm.web.importing;

import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.ImportStatus;
import cn.bankscrm.core.importing.Imports;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the page of one import shows, wherever it stands. */
@Component
class ImportDetail {

    private static final int FAULTS_SHOWN = 200;

    private final Imports imports;

    ImportDetail(Imports imports) {
        this.imports = imports;
    }

    /** @param home the address below which imports like this one have their pages */
    void show(ImportRun run, String home, Model model) {
        model.addAttribute("run", run);
        model.addAttribute("home", home);
        model.addAttribute(
                "faults", run.status() == ImportStatus.RUNNING ? List.of() : imports.faults(run.id(), FAULTS_SHOWN));
        model.addAttribute("faultsShown", FAULTS_SHOWN);
    }
}
