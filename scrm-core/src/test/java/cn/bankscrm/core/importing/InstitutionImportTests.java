package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.institution.InstitutionsChanged;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstitutionImportTests {

    private static final String HEADER = "code,name,parent_code,level,province\n";

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void hasATree() {
        bank = new ImportingBank(folder);
        ImportRun run =
                load("A1,一支行,A,3,430000\nA,湖南分行,0,2,430000\n0,总行,,1,440000\nB,湖北分行,0,2,420000\nA11,网点,A1,4,430000\n");
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
    }

    @Test
    void knowsEveryAncestorWhateverTheOrderOfRows() {
        assertThat(paths())
                .containsExactly(
                        "0>0:0",
                        "0>A:1",
                        "0>A1:2",
                        "0>A11:3",
                        "0>B:1",
                        "A>A:0",
                        "A>A1:1",
                        "A>A11:2",
                        "A1>A1:0",
                        "A1>A11:1",
                        "A11>A11:0",
                        "B>B:0");
    }

    @Test
    void movesABranchWithAllBelowIt() {
        bank.events.clear();
        ImportRun run = load("A1,一支行,B,3,430000\n");
        assertThat(run.changed()).isEqualTo(1);
        assertThat(paths()).contains("B>A11:2", "B>A1:1", "0>A11:3").doesNotContain("A>A1:1", "A>A11:2");
        assertThat(bank.events)
                .containsExactly(new InstitutionsChanged(), CustomerFactsChanged.ofAny(LocalDate.of(2026, 11, 1)));
    }

    @Test
    void putsANewHeadOfficeAboveTheOldOne() {
        ImportRun run = load("G,集团,,1,110000\n0,总行,G,2,440000\n");
        assertThat(bank.faults(run)).isEmpty();
        assertThat(paths()).contains("G>A11:4", "G>0:1");
        assertThat(bank.count("core.institution where parent_id is null")).isEqualTo(1);
    }

    @Test
    void refusesASecondHeadOffice() {
        ImportRun run = load("G,集团,,1,110000\nA,湖南分行,0,2,430000\nB,湖北分行,0,2,420000\n");
        assertThat(bank.faults(run)).containsExactly(new RowFault(2, "parent_code", "行内已有总机构 0，不能再有第二个"));
        ImportRun two = load("0,总行,,1,440000\nG,集团,,1,110000\nB,湖北分行,0,2,420000\n");
        assertThat(bank.faults(two)).containsExactly(new RowFault(3, "parent_code", "第 2 行已是总机构，不能再有第二个"));
    }

    @Test
    void refusesRowsThatHangOnARejectedOne() {
        ImportRun run = load(
                "C,新分行,nowhere,2,420000\nC1,支行,C,3,420000\nC11,网点,C1,4,420000\nA,湖南分行,0,2,430000\nB,湖北分行,0,2,420000\nA1,一支行,A,3,430000\n");
        assertThat(bank.faults(run)).extracting(RowFault::line).containsExactly(2L, 3L, 4L);
        assertThat(run.applied()).isEqualTo(3);
    }

    @Test
    void refusesACycleThatTheFileAndTheBankMakeTogether() {
        ImportRun run = load("A,湖南分行,A11,2,430000\nB,湖北分行二,0,2,420000\n");
        assertThat(bank.faults(run)).containsExactly(new RowFault(2, "parent_code", "上级机构成环，到不了总行"));
        assertThat(run.changed()).isEqualTo(1);
    }

    private ImportRun load(String rows) {
        return bank.load(ImportKind.INSTITUTIONS, HEADER + rows);
    }

    private List<String> paths() {
        return bank.db.sql("""
                        select a.code || '>' || i.code || ':' || p.depth as path
                        from core.institution_path p
                        join core.institution a on a.id = p.ancestor_id
                        join core.institution i on i.id = p.institution_id
                        order by a.code collate "C", i.code collate "C"
                        """).query((row, n) -> row.getString("path")).list();
    }
}
