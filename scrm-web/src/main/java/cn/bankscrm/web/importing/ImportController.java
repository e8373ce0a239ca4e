package cn.bankscrm.web.importing;

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
import java.util.Arrays;
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

/** An administrator brings a file in, watches it, and takes home what was rejected. */
@Navigation(Section.IMPORTS)
@RequestMapping("/imports")
@Controller
class ImportController {

    private static final int LATEST = 50;

    private static final Logger log = LoggerFactory.getLogger(ImportController.class);

    private final Imports imports;
    private final ImportAudit audit;
    private final ImportDetail detail;

    ImportController(Imports imports, ImportAudit audit, ImportDetail detail) {
        this.imports = imports;
        this.audit = audit;
        this.detail = detail;
    }

    /** A kind of file with the columns it must have. */
    record KindRow(String key, String columns) {}

    @GetMapping
    String list(Model model) {
        model.addAttribute(
                "kinds",
                Arrays.stream(ImportKind.values())
                        .filter(ImportController::isForAdministrators)
                        .map(kind -> new KindRow(kind.key(), String.join(", ", imports.columns(kind))))
                        .toList());
        model.addAttribute("runs", imports.latest(LATEST));
        return "importing/list";
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    String upload(@AuthenticationPrincipal SignedIn person, HttpServletRequest request, RedirectAttributes redirect)
            throws IOException {
        Optional<ImportId> id;
        try {
            id = Upload.receive(request, imports, person.name(), fields -> kind(request, fields))
                    .map(audit::imported);
        } catch (MalformedUpload e) {
            id = Optional.empty();
        } catch (NotStored e) {
            log.atError().log("An upload could not be kept", e);
            redirect.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("imports.notStored"));
            return "redirect:/imports";
        }
        if (id.isEmpty()) {
            redirect.addFlashAttribute(Notice.ATTRIBUTE, Notice.problem("imports.noFile"));
            return "redirect:/imports";
        }
        return "redirect:/imports/" + id.get().value();
    }

    private static Optional<ImportKind> kind(HttpServletRequest request, Map<String, String> fields) {
        if (!FormToken.matches(request, fields.get(FormToken.FIELD))) {
            throw new AccessDeniedException("The form's token is missing or wrong");
        }
        return Optional.ofNullable(fields.get("kind"))
                .flatMap(ImportKind::of)
                .filter(ImportController::isForAdministrators);
    }

    /** What may be said to customers is for compliance. */
    private static boolean isForAdministrators(ImportKind kind) {
        return kind != ImportKind.LEXICON;
    }

    @GetMapping("/{id:\\d{1,18}}")
    String detail(@PathVariable long id, Model model) {
        detail.show(run(id), "/imports", model);
        return "importing/detail";
    }

    @HxRequest
    @GetMapping("/{id:\\d{1,18}}")
    String progress(@PathVariable long id, Model model) {
        detail.show(run(id), "/imports", model);
        return "importing/detail :: progress";
    }

    @GetMapping("/{id:\\d{1,18}}/rejected.csv")
    void rejected(@PathVariable long id, HttpServletResponse response) throws IOException {
        ImportRun run = run(id);
        audit.taken(run);
        RejectedFile.write(imports, run, response);
    }

    private ImportRun run(long id) {
        return imports.find(new ImportId(id)).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
