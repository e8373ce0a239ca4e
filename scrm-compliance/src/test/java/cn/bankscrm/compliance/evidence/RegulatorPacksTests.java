package cn.bankscrm.compliance.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.core.audit.TestAuditLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RegulatorPacksTests {

    @TempDir
    Path folder;

    private final EvidenceFixture chain = new EvidenceFixture();

    @Test
    void countsMessagesByDayTypeDirectionAndInstitutionAndListsTheSeals() throws IOException {
        chain.tamper("""
                insert into core.institution (id, code, name, level, province, version) values (1, 'B01', '支行', 1, '110000', 0);
                insert into core.staff (id, staff_no, version) values (1, 'S1', 0);
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values (1, 1, 1, 'RM', '2020-01-01');
                """);
        LocalDate day = chain.today();
        chain.messages(3);
        chain.audits(2);
        chain.endDay();
        chain.messages(1);

        Map<String, String> files =
                files(new RegulatorPacks(chain.db, chain.transactions, TestAuditLog.on(chain.db), chain.clock)
                        .build(day, day, "季度报送", folder));

        assertThat(files.get("messages.csv"))
                .isEqualTo("day,institution,type,direction,messages,conversations,staff\r\n" + day
                        + ",B01,text,OUT,3,1,1\r\n");
        assertThat(files.get("access.csv")).contains(day + ",,CUSTOMER_OPENED,2,1\r\n");
        assertThat(files.get("evidence.csv")).contains(day + ",5,SHA_256,");
        assertThat(files.get("consents.csv")).startsWith("status,customers,conversations\r\n");
    }

    @Test
    void countsAlertsAndListsCases() throws IOException {
        chain.tamper("""
                insert into core.institution (id, code, name, level, province, version) values (1, 'B01', '支行', 1, '110000', 0);
                insert into compliance.alert_group (source, rule, level, institution_id, staff_id, first_at, last_at, alerts)
                    values ('WORD', '承诺收益', 'HIGH', 1, 1, now(), now(), 2);
                insert into compliance.alert
                    (group_id, source, rule, level, hits, facts, institution_id, staff_id, seq, at, raised_at)
                    select id, source, rule, level, '[]', '{}', 1, 1, n, '2026-11-20 10:00+08', now()
                    from compliance.alert_group, generate_series(1, 2) n;
                insert into compliance.case_file (level, institution_id, state, disposition, opened_by, opened_at, due_at,
                        escalate_at, closing_by, closed_by, closed_at)
                    values ('HIGH', 1, 'CLOSED', 'WARNED', 'anna', '2026-11-20 11:00+08', '2026-11-23 11:00+08',
                        '2026-11-23 11:00+08', 'anna', 'boris', '2026-11-21 11:00+08');
                insert into compliance.case_alert (group_id, case_id)
                    select g.id, f.id from compliance.alert_group g, compliance.case_file f;
                """);
        LocalDate day = LocalDate.of(2026, 11, 20);
        Map<String, String> files =
                files(new RegulatorPacks(chain.db, chain.transactions, TestAuditLog.on(chain.db), chain.clock)
                        .build(day, day, "报送", folder));
        assertThat(files.get("alerts.csv")).endsWith("\r\n2026-11-20,B01,WORD,承诺收益,HIGH,2,1\r\n");
        assertThat(files.get("cases.csv")).endsWith("\r\n1,2026-11-20,B01,HIGH,2,CLOSED,WARNED,,2026-11-21,0,0\r\n");
    }

    @Test
    void describesEveryColumnOfEveryFile() throws IOException {
        Map<String, String> files =
                files(new RegulatorPacks(chain.db, chain.transactions, TestAuditLog.on(chain.db), chain.clock)
                        .build(chain.today(), chain.today(), "报送", folder));

        JsonNode schema = JsonMapper.builder().build().readTree(String.valueOf(files.get("datapackage.json")));
        assertThat(schema.path("resources").size()).isEqualTo(files.size() - 1);
        for (JsonNode resource : schema.path("resources")) {
            List<String> named = resource.path("schema")
                    .path("fields")
                    .valueStream()
                    .map(field -> field.path("name").asString())
                    .toList();
            String csv = String.valueOf(files.get(resource.path("path").asString()));
            assertThat(csv).startsWith(String.join(",", named) + "\r\n");
        }
    }

    private static Map<String, String> files(Path pack) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipFile zip = new ZipFile(pack.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                files.put(
                        entry.getName(), new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
