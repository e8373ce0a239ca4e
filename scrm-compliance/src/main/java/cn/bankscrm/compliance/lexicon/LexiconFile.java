package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.core.importing.FileRow;
import cn.bankscrm.core.importing.ImportKind;
import cn.bankscrm.core.importing.ImportRun;
import cn.bankscrm.core.importing.RowFault;
import cn.bankscrm.core.importing.TakenFile;
import cn.bankscrm.core.importing.WholeFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/**
 * A lexicon as a file: becomes a version that waits for a second person. The lexicon in force stays as it is; a file
 * with a fault becomes nothing, for a lexicon with a hole would let words through.
 */
@Component
class LexiconFile extends WholeFile {

    private static final int LONGEST_LIST = 8_000;

    private final LineChecks checks;
    private final LexiconDrafts drafts;
    private final LexiconQueries queries;

    LexiconFile(LineChecks checks, LexiconDrafts drafts, LexiconQueries queries) {
        super(List.of(
                filled(LineText.TERM, 2_000),
                filled(LineText.LEVEL, 16),
                filled(LineText.CATEGORY, 32),
                filled(LineText.MATCH, 16),
                empty(LineText.DISTANCE, 16),
                empty(LineText.SAFE_CONTEXTS, LONGEST_LIST),
                extra(LineText.READINGS, 64),
                extra(LineText.OUTLETS, 128),
                extra(LineText.INSTITUTIONS, LONGEST_LIST),
                extra(LineText.ROLES, LONGEST_LIST),
                extra(LineText.GROUND, 512),
                extra(LineText.VALID_FROM, 16),
                extra(LineText.VALID_TO, 16)));
        this.checks = checks;
        this.drafts = drafts;
        this.queries = queries;
    }

    @Override
    public ImportKind kind() {
        return ImportKind.LEXICON;
    }

    @Override
    protected void check(List<FileRow> rows, Consumer<RowFault> faults) {
        List<FileRow> read = new ArrayList<>();
        List<LexiconLine> lines = new ArrayList<>();
        for (FileRow row : rows) {
            LineText.read(row.fields(), fault -> faults.accept(of(row, fault))).ifPresent(line -> {
                read.add(row);
                lines.add(line);
            });
        }
        checks.faults(lines).forEach(found -> {
            FileRow row = read.get(found.position());
            faults.accept(new RowFault(
                    row.line(),
                    found.fault().column(),
                    beside(found, read, lines) + found.fault().text()));
        });
    }

    /** Names the line that another gets in the way of. */
    private static String beside(LineChecks.Found found, List<FileRow> read, List<LexiconLine> lines) {
        return found.other().stream()
                .mapToObj(other -> "与第 " + read.get(other).line() + " 行「"
                        + lines.get(other).entry().term() + "」重复：")
                .findFirst()
                .orElse("");
    }

    @Override
    protected TakenFile take(List<FileRow> rows, ImportRun run) {
        List<LexiconLine> lines = rows.stream()
                .flatMap(row -> LineText.read(row.fields(), fault -> {}).stream())
                .toList();
        VersionNumber version = drafts.draft(lines, "导入文件 " + run.fileName(), run.startedBy());
        return queries.inForce()
                .map(former -> compared(version, former))
                .orElseGet(() -> new TakenFile(lines.size(), 0, "还没有生效的词库", version.toString()));
    }

    private TakenFile compared(VersionNumber version, VersionNumber former) {
        VersionChanges changes = VersionChanges.of(queries.difference(former, version));
        return new TakenFile(
                changes.added().size(),
                changes.changed().size(),
                "与生效的第 %s 版相比：新增 %d 个词条，修改 %d 个，删除 %d 个"
                        .formatted(
                                former,
                                changes.added().size(),
                                changes.changed().size(),
                                changes.removed().size()),
                version.toString());
    }

    private static RowFault of(FileRow row, LineFault fault) {
        return new RowFault(row.line(), fault.column(), fault.text());
    }
}
