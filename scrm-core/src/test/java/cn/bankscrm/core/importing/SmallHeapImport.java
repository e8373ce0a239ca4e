package cn.bankscrm.core.importing;

import cn.bankscrm.core.privacy.TestCipher;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** Run by a test in a process of its own, whose heap is small: url, folder, rows. Prints how the import ended. */
final class SmallHeapImport {

    private SmallHeapImport() {}

    public static void main(String[] arguments) throws Exception {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(arguments[0]);
        dataSource.setUser(arguments[1]);
        dataSource.setPassword(arguments[2]);
        JdbcTemplate template = new JdbcTemplate(dataSource);
        EncryptedFiles files = new EncryptedFiles(Path.of(arguments[3]), TestCipher.get());
        ImportRuns runs = new ImportRuns(JdbcClient.create(template), Clock.systemUTC());
        Rejections rejections = new Rejections(JdbcClient.create(template), template, TestCipher.get());
        CarryingOutImports imports = new CarryingOutImports(
                dataSource,
                template,
                new JdbcTransactionManager(dataSource),
                event -> {},
                files,
                runs,
                rejections,
                List.of(new CustomerFormat(TestCipher.get(), Clock.systemUTC())));
        ImportQueue queue = new ImportQueue(runs, files, imports, Clock.systemUTC());
        ImportId id = new Imports(files, runs, rejections, queue, List.of())
                .accept(
                        ImportKind.CUSTOMERS,
                        "many.csv",
                        customers(Path.of(arguments[3]), Integer.parseInt(arguments[4])),
                        "tests");
        imports.carryOut(runs.open(files.nodeName()).getFirst());
        ImportRun run = runs.find(id).orElseThrow();
        System.out.println(run.status() + " " + run.read() + " " + run.created() + " " + run.rejected());
    }

    /** Every hundredth row names an institution that is not there. */
    private static InputStream customers(Path folder, int rows) throws IOException {
        Path file = folder.resolve("many.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("customer_no,name,mobile,birthday,has_account,aum,institution_code,segments\n");
            for (int i = 1; i <= rows; i++) {
                out.write("C%d,客户%d,138%08d,1980-01-01,true,%d.50,%s,财富|代发\n"
                        .formatted(i, i, i, i, i % 100 == 0 ? "nowhere" : "0000"));
            }
        }
        return Files.newInputStream(file);
    }
}
