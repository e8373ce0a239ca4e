package cn.bankscrm.web.importing;

import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.ImportStatus;
import cn.bankscrm.core.importing.Imports;
import cn.bankscrm.core.importing.NotStored;
import cn.bankscrm.web.api.ApiScope;
import cn.bankscrm.web.importing.Upload.MalformedUpload;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The bank's systems deliver their files here, and ask what became of them. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportApi {

    private static final int ERRORS_TOLD = 1_000;

    private static final Logger log = LoggerFactory.getLogger(ImportApi.class);

    private final Imports imports;
    private final ImportAudit audit;

    ImportApi(Imports imports, ImportAudit audit) {
        this.imports = imports;
        this.audit = audit;
    }

    /** 202 as soon as the file is kept; it is imported in the background. */
    @Operation(
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = FileForm.class))))
    @PostMapping(
            path =
                    "/{kind:institutions|staff|customers|assignments|bindings|holdings|attributes|interactions|referrals}",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> upload(@PathVariable String kind, HttpServletRequest request, Principal client)
            throws IOException {
        return receive(ImportKind.of(kind).orElseThrow(), request, client);
    }

    /** 202 as {@link #upload}; becomes a version of the lexicon that somebody else publishes. */
    @Operation(
            requestBody =
                    @RequestBody(
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = FileForm.class))))
    @PostMapping(path = "/lexicon", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<?> uploadLexicon(HttpServletRequest request, Principal client) throws IOException {
        return receive(ImportKind.LEXICON, request, client);
    }

    private ResponseEntity<?> receive(ImportKind kind, HttpServletRequest request, Principal client)
            throws IOException {
        try {
            return Upload.receive(request, imports, client.getName(), fields -> Optional.of(kind))
                    .map(audit::imported)
                    .<ResponseEntity<?>>map(ImportApi::accepted)
                    .orElseGet(() -> problem(HttpStatus.BAD_REQUEST, "file-missing", "缺少名为 file 的文件"));
        } catch (MalformedUpload e) {
            return problem(HttpStatus.BAD_REQUEST, "malformed-upload", "请求不是完整的 multipart/form-data 表单");
        } catch (NotStored e) {
            log.atError().log("An upload could not be kept", e);
            return problem(HttpStatus.INSUFFICIENT_STORAGE, "not-stored", "服务器磁盘已满或出错，文件没有存下来，原有数据没有变动");
        }
    }

    private static ResponseEntity<Map<String, Object>> accepted(ImportId id) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/imports/" + id.value()))
                .body(Map.of("id", id.value(), "status", ImportStatus.RUNNING));
    }

    @GetMapping("/{id:\\d{1,18}}")
    ResponseEntity<?> status(@PathVariable long id, Authentication client) {
        return seen(id, client)
                .<ResponseEntity<?>>map(
                        run -> ResponseEntity.ok(ImportStatusBody.of(run, imports.faults(run.id(), ERRORS_TOLD))))
                .orElseGet(ImportApi::unknown);
    }

    /** The rejected rows with their faults, to be corrected and sent again; UTF-8 with a byte order mark, for Excel. */
    @GetMapping("/{id:\\d{1,18}}/rejected.csv")
    @Nullable
    ResponseEntity<ProblemDetail> rejected(@PathVariable long id, HttpServletResponse response, Authentication client)
            throws IOException {
        Optional<ImportRun> run = seen(id, client);
        if (run.isEmpty()) {
            return unknown();
        }
        audit.taken(run.get());
        RejectedFile.write(imports, run.get(), response);
        return null;
    }

    /** Who only delivers the lexicon sees no other imports. */
    private Optional<ImportRun> seen(long id, Authentication client) {
        boolean all = client.getAuthorities().stream()
                .anyMatch(granted -> ApiScope.IMPORTS.authority().equals(granted.getAuthority()));
        return imports.find(new ImportId(id)).filter(run -> all || run.kind() == ImportKind.LEXICON);
    }

    private static ResponseEntity<ProblemDetail> unknown() {
        return problem(HttpStatus.NOT_FOUND, "import-unknown", "没有这次导入");
    }

    private static ResponseEntity<ProblemDetail> problem(HttpStatus status, String code, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create("urn:bankscrm:problem:" + code));
        return ResponseEntity.status(status).body(problem);
    }

    /** The form as OpenAPI shows it. */
    record FileForm(
            @Schema(type = "string", format = "binary", description = "CSV; UTF-8 or GB18030")
            String file) {}
}
