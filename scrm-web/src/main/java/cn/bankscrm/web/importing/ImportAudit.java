package cn.bankscrm.web.importing;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.Imports;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Enters into the audit log who brought which kind of file in, and who took its rejected rows home, which hold personal
 * data; not the file's name, which may hold anything.
 */
@Component
class ImportAudit {

    private final Imports imports;
    private final AuditLog log;

    ImportAudit(Imports imports, AuditLog log) {
        this.imports = imports;
        this.log = log;
    }

    ImportId imported(ImportId id) {
        ImportRun run = imports.find(id).orElseThrow();
        log.record(
                AuditAction.FILE_IMPORTED,
                subject(run),
                null,
                Map.of("kind", run.kind().key()));
        return id;
    }

    /** Those of a lexicon hold none. */
    void taken(ImportRun run) {
        if (run.kind() == ImportKind.LEXICON) {
            return;
        }
        log.record(
                AuditAction.CUSTOMERS_EXPORTED,
                subject(run),
                null,
                Map.of("list", "rejected", "kind", run.kind().key(), "rows", run.rejected()));
    }

    private static AuditSubject subject(ImportRun run) {
        return new AuditSubject(
                AuditSubject.Kind.IMPORT, String.valueOf(run.id().value()), null);
    }
}
