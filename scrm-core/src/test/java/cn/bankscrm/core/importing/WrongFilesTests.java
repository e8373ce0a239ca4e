package cn.bankscrm.core.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file that cannot be used leaves everything as it was; one that can is read in whatever of three encodings it is in.
 */
class WrongFilesTests {

    private static final String HEADER = "code,name,parent_code,level,province\n";
    private static final String TREE = HEADER + "0000,总行,,1,440000\n0100,湖南分行,0000,2,430000\n";

    @TempDir
    Path folder;

    private ImportingBank bank;

    @BeforeEach
    void hasABank() {
        bank = new ImportingBank(folder);
        assertThat(bank.load(ImportKind.INSTITUTIONS, TREE).status()).isEqualTo(ImportStatus.DONE);
    }

    @Test
    void refusesAnEmptyFile() {
        refused(new byte[0], 1, "", "文件是空的");
        refused(new byte[] {(byte) 0xef, (byte) 0xbb, (byte) 0xbf}, 1, "", "文件是空的");
        refused("\n\n".getBytes(StandardCharsets.UTF_8), 1, "", "文件是空的");
    }

    @Test
    void refusesAFileWithoutARequiredColumn() {
        refused(
                "code,name,parent_code,level\n0000,别名,,1\n".getBytes(StandardCharsets.UTF_8),
                1,
                "province",
                "表头缺少此列，应有：code,name,parent_code,level,province");
    }

    @Test
    void refusesAFileThatNamesAColumnTwice() {
        refused(
                "code,name,code,parent_code,level,province\n".getBytes(StandardCharsets.UTF_8),
                1,
                "code",
                "表头中此列出现了两次");
    }

    @Test
    void refusesAFileThatIsNoText() {
        byte[] workbook = {'P', 'K', 3, 4, 20, 0, 6, 0, 8, 0};
        refused(workbook, 1, "", "不是文本文件；电子表格请另存为「CSV UTF-8」再上传");
        refused(TREE.getBytes(StandardCharsets.UTF_16), 1, "", "不是文本文件；电子表格请另存为「CSV UTF-8」再上传");
    }

    @Test
    void refusesBytesThatAreNeitherUtf8NorGb18030() {
        byte[] bytes = (HEADER + "0000,总行,,1,440000\n").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = (byte) 0xff;
        ImportRun run = bank.load(ImportKind.INSTITUTIONS, new ByteArrayInputStream(bytes));
        assertThat(run.status()).isEqualTo(ImportStatus.FAILED);
        assertThat(bank.faults(run).getFirst().reason()).startsWith("此行附近有无法识别的字符");
    }

    @Test
    void refusesAFileThatBreaksOffWithinQuotes() {
        refused(
                (HEADER + "0000,\"新名称,,1,440000\n0100,x,0000,2,430000\n").getBytes(StandardCharsets.UTF_8),
                2,
                "",
                "引号没有闭合，文件可能被截断");
    }

    @Test
    void refusesAFileOfWhichMoreThanHalfIsWrong() {
        ImportRun run = bank.load(
                ImportKind.INSTITUTIONS,
                HEADER + "0000,新名称,,1,440000\n0200,x,0000,0,440000\n0300,x,nowhere,2,440000\n");
        assertThat(run.status()).isEqualTo(ImportStatus.FAILED);
        assertThat(run.failure()).hasValue("超过一半的行有误（2 / 3），没有导入任何数据");
        assertThat(run.rejected()).isEqualTo(2);
        assertThat(run.applied()).isZero();
        assertThat(bank.faults(run)).hasSize(2);
        unchanged();
    }

    @Test
    void takesAFileWithoutRowsForADeliveryOfNothing() {
        ImportRun run = bank.load(ImportKind.INSTITUTIONS, HEADER);
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
        assertThat(run.read()).isZero();
        unchanged();
    }

    @Test
    void readsColumnsInAnyOrderAndNotesThoseItDoesNotKnow() {
        ImportRun run =
                bank.load(ImportKind.INSTITUTIONS, " Province ,备注,level,PARENT_CODE,name,code\n440000,x,1,,新名称,0000\n");
        assertThat(run.status()).isEqualTo(ImportStatus.DONE);
        assertThat(run.changed()).isEqualTo(1);
        assertThat(run.note()).hasValue("忽略了不认识的列：备注");
        assertThat(names()).containsExactly("新名称", "湖南分行");
    }

    @Test
    void rejectsARowWithTooFewOrTooManyFields() {
        ImportRun run = bank.load(
                ImportKind.INSTITUTIONS,
                HEADER + "0000,甲,,1,440000\n0100,乙,0000,2\n0100,乙,0000,2,430000,\n0101,丙,0100,3,430000\n");
        assertThat(bank.faults(run))
                .containsExactly(new RowFault(3, "", "应有 5 列，实有 4 列"), new RowFault(4, "", "应有 5 列，实有 6 列"));
        assertThat(run.applied()).isEqualTo(2);
    }

    @Test
    void readsGb18030AndUtf8WithOrWithoutAMarkAlike() {
        String rows = HEADER
                + IntStream.range(1000, 4000)
                        .mapToObj(i -> i + ",新设支行𠮷" + i + ",0000,2,430000\n")
                        .collect(Collectors.joining());
        ImportRun first = bank.load(ImportKind.INSTITUTIONS, rows);
        assertThat(first.created()).isEqualTo(3000);
        for (byte[] again : List.of(
                rows.getBytes(Charset.forName("GB18030")),
                ("\uFEFF" + rows).getBytes(StandardCharsets.UTF_8),
                ("\uFEFF" + rows).getBytes(Charset.forName("GB18030")),
                rows.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))) {
            ImportRun run = bank.load(ImportKind.INSTITUTIONS, new ByteArrayInputStream(again));
            assertThat(run.applied()).isEqualTo(3000);
            assertThat(run.changed() + run.created()).isZero();
        }
    }

    private void refused(byte[] content, long line, String column, String reason) {
        ImportRun run = bank.load(ImportKind.INSTITUTIONS, new ByteArrayInputStream(content));
        assertThat(run.status()).isEqualTo(ImportStatus.FAILED);
        assertThat(bank.faults(run)).containsExactly(new RowFault(line, column, reason));
        assertThat(run.failure().orElseThrow()).endsWith(reason);
        unchanged();
    }

    private void unchanged() {
        assertThat(names()).containsExactly("总行", "湖南分行");
        assertThat(bank.count("pg_tables where starts_with(tablename, 'import_stage')"))
                .isZero();
    }

    private List<String> names() {
        return bank.db
                .sql("select name from core.institution order by code")
                .query((row, n) -> row.getString("name"))
                .list();
    }
}
