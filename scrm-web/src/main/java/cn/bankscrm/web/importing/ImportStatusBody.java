package cn.bankscrm.web.importing;

import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportPhase;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.ImportStatus;
import cn.bankscrm.core.importing.RowFault;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How an import stands, as the API tells it.
 *
 * @param applied rows of the file that are in force, whether they changed anything or not
 * @param errors the first thousand; all of them are in rejected.csv
 * @param failure why nothing was applied; only with FAILED
 * @param note what was passed over
 * @param version of a lexicon: the version that the file became
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportStatusBody(
        long id,
        String kind,
        ImportStatus status,
        ImportPhase phase,
        int percent,
        long read,
        long applied,
        long rejected,
        long created,
        long changed,
        List<RowFault> errors,
        @Nullable String failure,
        @Nullable String note,
        @Nullable Integer version,
        String fileName,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    static ImportStatusBody of(ImportRun run, List<RowFault> errors) {
        return new ImportStatusBody(
                run.id().value(),
                run.kind().key(),
                run.status(),
                run.phase(),
                run.percent(),
                run.read(),
                run.applied(),
                run.rejected(),
                run.created(),
                run.changed(),
                errors,
                run.failure().orElse(null),
                run.note().orElse(null),
                version(run),
                run.fileName(),
                run.startedAt(),
                run.finishedAt().orElse(null));
    }

    private static @Nullable Integer version(ImportRun run) {
        return run.kind() == ImportKind.LEXICON
                ? run.made().map(Integer::valueOf).orElse(null)
                : null;
    }
}
