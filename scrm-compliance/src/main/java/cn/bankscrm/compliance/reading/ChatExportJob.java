package cn.bankscrm.compliance.reading;

import cn.bankscrm.compliance.archive.SealedFiles;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Deletes the files of packs whose time is over, every hour, on one node. */
@Configuration(proxyBeanMethods = false)
class ChatExportJob {

    @Bean
    RecurringTask<Void> chatExportTask(ChatExportRows rows, SealedFiles files, AuditLog audit) {
        return Tasks.recurring("evidence-packs-expiry", FixedDelay.of(Duration.ofHours(1)))
                .execute((task, context) -> expire(rows, files, audit));
    }

    static void expire(ChatExportRows rows, SealedFiles files, AuditLog audit) {
        for (ChatExport export : rows.expired()) {
            rows.file(export.id()).ifPresent(kept -> {
                try {
                    files.delete(kept.name());
                } catch (IOException e) {
                    throw new UncheckedIOException("A pack whose time is over cannot be deleted", e);
                }
            });
            rows.gone(export.id());
            audit.record(
                    Actor.system("retention"),
                    AuditAction.EVIDENCE_EXPIRED,
                    new AuditSubject(AuditSubject.Kind.EVIDENCE, "request-" + export.id(), null),
                    null,
                    Map.of());
        }
    }
}
