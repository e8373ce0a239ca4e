package cn.bankscrm.web.importing;

import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.Imports;
import cn.bankscrm.core.importing.NotStored;
import cn.bankscrm.web.importing.Upload.MalformedUpload;
import cn.bankscrm.web.security.SignedIn;
import cn.bankscrm.web.shell.Navigation;
import cn.bankscrm.web.shell.Notice;
import cn.bankscrm.web.shell.Section;
import io.github.wimdeblauwe.htmx.spring.boot.mvc.HxRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** An officer brings a whole lexicon in, and sees what became of it. */
@Navigation(Section.LEXICON)
@RequestMapping(LexiconImportController.HOME)
@Controller
class LexiconImportController {

    static final String HOME = "/compliance/lexicon/imports";

    private static final Logger log = LoggerFactory.getLogger(LexiconImportController.class);

    private final Imports imports;
    private final ImportAudit audit;
    private final ImportDetail detail;
    private final LexiconDrafts drafts;

    LexiconImportController(Imports imports, ImportAudit audit, ImportDetail detail, LexiconDrafts drafts) {
        this.imports = imports;
        this.audit = audit;
        this.detail = detail;
        this.drafts = drafts;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, RedirectAttributes redirect)
            throws IOException {
        if (!drafts.mayWrite(person.scope())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        }
        Optional<ImportId> id;
        try {
            id = Upload.receive(request, imports, person.name(), fields -> kind(request, fields))
                    .map(audit::imported);
        } catch (MalformedUpload e) {
            id = Optional.empty();
        } catch (NotStored e) {
            log.atError().log("An upload could not be kept", e);
            redirect.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("imports.notStored"));
            return "redirect:/compliance/lexicon";
        }
        if (id.isEmpty()) {
            redirect.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("imports.noFile"));
            return "redirect:/compliance/lexicon";
        }
        return "redirect:" + HOME + "/" + id.get().value();
    }

    private static Optional<ImportKind> kind(HttpServletRequest request, Map<String, String> fields) {
        if (!FormToken.matches(request, fields.get(FormToken.FIELD))) {
            throw new AccessDeniedException("The form's token is missing or wrong");
        }
        return Optional.of(ImportKind.LEXICON);
    }

    @GetMapping("/{id:\\d{1,18}}")
    String detail(@PathVariable long id, Model model) {
        detail.show(run(id), HOME, model);
        return "importing/detail";
    }

    @HxRequest
    @GetMapping("/{id:\\d{1,18}}")
    String progress(@PathVariable long id, Model model) {
        detail.show(run(id), HOME, model);
        return "importing/detail :: progress";
    }

    @GetMapping("/{id:\\d{1,18}}/rejected.csv")
    void rejected(@PathVariable long id, HttpServletResponse response) throws IOException {
        RejectedFile.write(imports, run(id), response);
    }

    private ImportRun run(long id) {
        return imports.find(new ImportId(id))
                .filter(run -> run.kind() == ImportKind.LEXICON)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
