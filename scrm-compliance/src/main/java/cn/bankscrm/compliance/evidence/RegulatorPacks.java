package cn.bankscrm.compliance.evidence;

import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes data packs for the regulator (监管数据包): a ZIP of CSVs (UTF-8, RFC 4180) with counts and seals of a span of days,
 * and their schema. No personal data and no text is in it.
 */
@Component
public class RegulatorPacks {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient db;
    private final TransactionTemplate reading;
    private final AuditLog audit;
    private final Clock clock;

    RegulatorPacks(JdbcClient db, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        this.db = db;
        this.reading = new TransactionTemplate(transactions);
        // not read-only: such transactions of a branch's officer run as the reader, to whom this is closed
        this.reading.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * @param to the last day, which counts
     * @param folder where the file goes
     * @return the ZIP
     */
    public Path build(LocalDate from, LocalDate to, String reason, Path folder) {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("A span ends when it begins or later");
        }
        audit.record(
                AuditAction.REGULATOR_PACK_MADE,
                new AuditSubject(AuditSubject.Kind.EVIDENCE, "regulator", null),
                reason,
                Map.of("from", from.toString(), "to", to.toString()));
        Path file = folder.resolve("regulator-%s-%s.zip".formatted(from, to));
        reading.executeWithoutResult(status -> {
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.UTF_8)) {
                for (RegulatorTable table : RegulatorTable.ALL) {
                    put(zip, table.file(), csv(table, from, to));
                }
                put(zip, "datapackage.json", schema(from, to));
            } catch (IOException e) {
                throw new UncheckedIOException("The pack cannot be written to " + folder, e);
            }
        });
        return file;
    }

    private String csv(RegulatorTable table, LocalDate from, LocalDate to) {
        List<String> lines = new ArrayList<>();
        lines.add(table.columns().stream().map(RegulatorTable.Column::name).collect(Collectors.joining(",")));
        lines.addAll(db.sql(table.sql())
                .param("from", start(from))
                .param("to", start(to.plusDays(1)))
                .param("zone", clock.getZone().getId())
                .query((row, number) -> {
                    List<String> values = new ArrayList<>();
                    for (int i = 1; i <= table.columns().size(); i++) {
                        values.add(quoted(row.getString(i)));
                    }
                    return String.join(",", values);
                })
                .list());
        return String.join("\r\n", lines) + "\r\n";
    }

    private String schema(LocalDate from, LocalDate to) {
        List<Map<String, Object>> resources = RegulatorTable.ALL.stream()
                .map(table -> {
                    Map<String, Object> resource = new LinkedHashMap<>();
                    resource.put("name", table.file().replace(".csv", ""));
                    resource.put("path", table.file());
                    resource.put("title", table.title());
                    resource.put("encoding", "utf-8");
                    resource.put(
                            "schema",
                            Map.of(
                                    "fields",
                                    table.columns().stream()
                                            .map(column -> Map.of(
                                                    "name", column.name(),
                                                    "type", column.type(),
                                                    "title", column.title()))
                                            .toList()));
                    return resource;
                })
                .toList();
        Map<String, Object> pack = new LinkedHashMap<>();
        pack.put("name", "bankscrm-regulator");
        pack.put("from", from.toString());
        pack.put("to", to.toString());
        pack.put("created", clock.instant().toString());
        pack.put("resources", resources);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(pack);
    }

    private Timestamp start(LocalDate day) {
        return Timestamp.from(day.atStartOfDay(clock.getZone()).toInstant());
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private static String quoted(@Nullable String value) {
        if (value == null) {
            return "";
        }
        return value.matches("[^\",\\r\\n]*") ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
