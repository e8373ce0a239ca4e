package cn.bankscrm.compliance.evidence;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The command {@code verify-archive}: verifies a database, or a pack without any database, and tells the first break.
 * Ends with 0 when all is whole, 1 when something is not, 2 when nothing could be verified.
 */
public final class VerifyArchive {

    private static final int WHOLE = 0;
    private static final int BROKEN = 1;
    private static final int NOT_VERIFIED = 2;

    /** Of further breaks that many are told. */
    private static final int TOLD = 20;

    private final PrintStream out;
    private final Map<String, String> environment;

    VerifyArchive(PrintStream out, Map<String, String> environment) {
        this.out = out;
        this.environment = environment;
    }

    /** For packs, which need no database. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    /**
     * Verifies the database that the system properties {@code spring.datasource.*}, else the environment, name.
     *
     * @return the exit code
     */
    public static int run(String[] arguments) {
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            return new VerifyArchive(out, System.getenv()).verify(List.of(arguments));
        }
    }

    int verify(List<String> arguments) {
        try {
            VerifyOptions options = VerifyOptions.parse(arguments);
            Optional<KnownKeys> brought = keys(options);
            Path pack = options.pack();
            return pack == null ? database(options, brought) : pack(pack, brought);
        } catch (IllegalArgumentException | DateTimeException | IOException e) {
            return notVerified(e);
        } catch (DataAccessException | TransactionException e) {
            out.println("无法检验数据库 / The database cannot be verified:");
            return notVerified(e);
        }
    }

    private int notVerified(Exception e) {
        out.println(e.getMessage());
        return NOT_VERIFIED;
    }

    private int database(VerifyOptions options, Optional<KnownKeys> brought) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        String url = setting("spring.datasource.url", "SPRING_DATASOURCE_URL");
        if (url == null) {
            throw new IllegalArgumentException("没有指明数据库 / No database is named: SPRING_DATASOURCE_URL");
        }
        source.setUrl(url);
        source.setUser(setting("spring.datasource.username", "SPRING_DATASOURCE_USERNAME"));
        source.setPassword(setting("spring.datasource.password", "SPRING_DATASOURCE_PASSWORD"));
        TransactionTemplate reading = new TransactionTemplate(new JdbcTransactionManager(source));
        reading.setReadOnly(true);
        reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        ZoneId zone = ZoneId.of(environment.getOrDefault("SCRM_ZONE", "Asia/Shanghai"));
        JdbcClient db = JdbcClient.create(source);
        return Optional.ofNullable(reading.execute(status -> {
                    KnownKeys keys = brought.orElseGet(() -> KnownKeys.of(db));
                    VerificationReport report =
                            new ChainVerification(db, keys, zone).verify(options.from(), options.to());
                    return tell(report, keys);
                }))
                .orElse(NOT_VERIFIED);
    }

    private int pack(Path file, Optional<KnownKeys> brought) throws IOException {
        PackReport report = new PackVerification(file, brought).verify();
        out.printf("证据包 / pack %s:%d 条记录 / records,%d 个文件 / files%n", report.name(), report.records(), report.files());
        tellKeys(report.keys());
        if (report.whole()) {
            out.println("完好:清单签名、全部文件、每条记录的默克尔证明均相符 / Whole: manifest, files and the proof of every record agree");
            return WHOLE;
        }
        out.println("首个断点 / first break: " + report.faults().getFirst());
        report.faults().stream().skip(1).limit(TOLD).forEach(fault -> out.println("  另有 / also: " + fault));
        return BROKEN;
    }

    private int tell(VerificationReport report, KnownKeys keys) {
        out.printf(
                "检验 %d 日、%d 条存证;%d 条内容已到期清理(有证明),%d 条待存证;最近封存日 %s%n",
                report.days(),
                report.entries(),
                report.deleted(),
                report.waiting(),
                report.lastSealed().map(LocalDate::toString).orElse("无"));
        out.printf(
                "Verified %d days, %d entries; contents of %d deleted by retention, with proof; %d wait to be chained%n",
                report.days(), report.entries(), report.deleted(), report.waiting());
        tellKeys(keys);
        if (report.whole() && report.entries() == 0) {
            out.println("没有可检验的内容:所选期间没有存证,不能说完好 / Nothing was verified: there is no entry in these days");
            return NOT_VERIFIED;
        }
        if (report.whole()) {
            out.println("完好:没有断点 / Whole: no break");
            return WHOLE;
        }
        out.println("首个断点 / first break: " + report.first().orElseThrow().told());
        report.breaks().stream().skip(1).limit(TOLD).forEach(each -> out.println("  另有 / also: " + each.told()));
        if (report.breaks().size() > TOLD + 1) {
            out.printf("  ……共 %d 处 / in all%n", report.breaks().size());
        }
        return BROKEN;
    }

    private void tellKeys(KnownKeys keys) {
        out.println("签名公钥 / signing keys: " + String.join(", ", keys.ids())
                + (keys.trusted()
                        ? ""
                        : "(随数据而来,请与本行公布的编号核对 / found beside the data: compare with the id made known)"));
    }

    /** The keys that were brought along: named, configured, or in the data folder. */
    private Optional<KnownKeys> keys(VerifyOptions options) throws IOException {
        Path named = options.key();
        if (named != null) {
            return Optional.of(
                    KnownKeys.trusted(publicKeys(Files.readString(named).strip())));
        }
        String configured = environment.getOrDefault("SCRM_EVIDENCE_KEYS", "");
        if (!configured.isBlank()) {
            return Optional.of(KnownKeys.trusted(EvidenceKeys.parse(configured).publicKeys()));
        }
        return EvidenceKeyFile.in(Path.of(environment.getOrDefault("SCRM_DATA_DIR", ".data")))
                .read()
                .map(ring -> KnownKeys.trusted(ring.publicKeys()));
    }

    /** A ring as the platform keeps it, or public keys alone, one a line. */
    private static List<byte[]> publicKeys(String text) {
        if (text.contains(":")) {
            return EvidenceKeys.parse(text).publicKeys();
        }
        return text.lines()
                .map(line -> Base64.getDecoder().decode(line.strip()))
                .toList();
    }

    private @Nullable String setting(String property, String variable) {
        String set = System.getProperty(property, environment.get(variable));
        return set == null || set.isBlank() ? null : set;
    }
}
