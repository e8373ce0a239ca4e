package cn.bankscrm.web.importing;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.importing.ImportId;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.Imports;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Enters into the audit log who brought which kind of file in; not the file's name, which may hold anything. */
@Component
class StartedImports {

    private final Imports imports;
    private final AuditLog log;

    StartedImports(Imports imports, AuditLog log) {
        this.imports = imports;
        this.log = log;
    }

    ImportId recorded(ImportId id) {
        log.record(
                AuditAction.FILE_IMPORTED,
                new AuditSubject(AuditSubject.Kind.IMPORT, String.valueOf(id.value()), null),
                null,
                Map.of(
                        "kind",
                        imports.find(id).map(ImportRun::kind).orElseThrow().key()));
        return id;
    }
}
