package cn.bankscrm.core.importing;

import cn.bankscrm.core.importing.ImportRuns.Ticket;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.TestCipher;
import cn.bankscrm.db.TestDatabase;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A bank of one's own, empty, into which files can be imported. */
final class ImportingBank {

    /** What the reference bank delivers. */
    static final List<ImportKind> REFERENCE = List.of(
            ImportKind.INSTITUTIONS,
            ImportKind.STAFF,
            ImportKind.CUSTOMERS,
            ImportKind.ASSIGNMENTS,
            ImportKind.BINDINGS);

    static final Instant NOW = Instant.parse("2026-10-31T20:00:00Z");

    final TestDatabase database;
    final DataSource pool;
    final JdbcClient db;
    final Path folder;
    final List<Object> events = new CopyOnWriteArrayList<>();
    final FieldCipher cipher = TestCipher.get();
    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);

    ImportingBank(Path folder) {
        this(TestDatabase.fresh(), folder);
    }

    private ImportingBank(TestDatabase database, Path folder) {
        this.database = database;
        this.folder = folder;
        this.pool = pooled(database);
        this.db = JdbcClient.create(pool);
    }

    /** Lets go of its connections soon after the test: the server has only so many. */
    private static DataSource pooled(TestDatabase database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(database.url());
        pool.setUsername(database.username());
        pool.setPassword(database.password());
        pool.setMinimumIdle(0);
        pool.setIdleTimeout(10_000);
        pool.setMaximumPoolSize(8);
        return pool;
    }

    /** What a process of the platform holds. */
    record Node(
            EncryptedFiles files,
            ImportRuns runs,
            Rejections rejections,
            CarryingOutImports imports,
            Imports entry,
            ImportQueue queue) {

        ImportRun carryOut(ImportId id) {
            try {
                Ticket ticket = runs.open(files.nodeName()).stream()
                        .filter(open -> open.id().equals(id))
                        .findFirst()
                        .orElseThrow();
                imports.carryOut(ticket);
                return runs.find(id).orElseThrow();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    Node node() {
        return node(pool);
    }

    Node node(DataSource dataSource) {
        try {
            JdbcTemplate template = new JdbcTemplate(dataSource);
            JdbcClient client = JdbcClient.create(template);
            EncryptedFiles files = new EncryptedFiles(folder, cipher);
            ImportRuns runs = new ImportRuns(client, clock);
            Rejections rejections = new Rejections(client, template, cipher);
            List<ImportFormat> formats = List.of(
                    new InstitutionFormat(clock),
                    new StaffFormat(),
                    new CustomerFormat(cipher, clock),
                    new AssignmentFormat(),
                    new BindingFormat(clock),
                    new HoldingFormat(),
                    new AttributeFormat(),
                    new InteractionFormat(clock),
                    new ReferralFormat(clock));
            CarryingOutImports imports = new CarryingOutImports(
                    dataSource,
                    template,
                    new JdbcTransactionManager(dataSource),
                    events::add,
                    files,
                    runs,
                    rejections,
                    formats);
            ImportQueue queue = new ImportQueue(runs, files, imports, clock);
            return new Node(
                    files, runs, rejections, imports, new Imports(files, runs, rejections, queue, formats), queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportId accept(ImportKind kind, InputStream content) {
        try (content) {
            return node().entry().accept(kind, kind.key() + ".csv", content, "tests");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ImportRun load(ImportKind kind, InputStream content) {
        return node().carryOut(accept(kind, content));
    }

    ImportRun load(ImportKind kind, String csv) {
        return load(kind, csv, StandardCharsets.UTF_8);
    }

    ImportRun load(ImportKind kind, String csv, Charset charset) {
        return load(kind, new ByteArrayInputStream(csv.getBytes(charset)));
    }

    List<RowFault> faults(ImportRun run) {
        return node().entry().faults(run.id(), 1_000);
    }

    String rejectedCsv(ImportRun run) {
        StringWriter out = new StringWriter();
        try {
            node().entry().writeRejected(run, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    long count(String table) {
        return db.sql("select count(*) from " + table).query(Long.class).single();
    }

    /** Customers C1 and C2, managers S1 and S2, all of institution 0302; nobody manages anybody. */
    static ImportingBank withTwoCustomersAndManagers(Path folder) {
        ImportingBank bank = new ImportingBank(folder);
        bank.load(ImportKind.INSTITUTIONS, reference(ImportKind.INSTITUTIONS));
        bank.load(ImportKind.STAFF, """
                staff_no,name,wecom_userid,position,institution_code,valid_from,valid_to
                S1,张磊,zl,客户经理,0302,2025-01-01,
                S2,刘敏,lm,客户经理,0302,2025-01-01,
                """);
        bank.load(ImportKind.CUSTOMERS, """
                customer_no,name,mobile,birthday,has_account,aum,institution_code,segments
                C1,王一,,,true,10,0302,
                C2,王二,,,true,10,0302,
                """);
        return bank;
    }

    static InputStream reference(ImportKind kind) {
        return Objects.requireNonNull(
                ImportingBank.class.getResourceAsStream("/reference-bank/bank/" + kind.key() + ".csv"));
    }
}
