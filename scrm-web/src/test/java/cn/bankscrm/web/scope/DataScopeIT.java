package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.util.HtmlUtils;

/** Who looks from branch A learns nothing of branch B: by no page, row, count or export, whatever the address says. */
@ScrmWebTest
class DataScopeIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    WebApplicationContext application;

    private TwoBranches branches() throws Exception {
        TwoBranches branches = new TwoBranches(port, db);
        branches.load();
        return branches;
    }

    @Test
    void aBranchManagerListsTheOwnBranchAlone() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        assertThat(manager.get("/customers").body())
                .contains("SCOPE-CA1", "SCOPE-CA2")
                .doesNotContain("SCOPE-CB1");
        assertThat(manager.get("/customers?after=SCOPE-CA2").body()).doesNotContain("SCOPE-CB1");
    }

    @Test
    void aCustomerOfAnotherBranchIsAnsweredLikeOneThatDoesNotExist() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        assertThat(manager.get("/customers/SCOPE-CA1").statusCode()).isEqualTo(200);

        HttpResponse<String> foreign = manager.get("/customers/SCOPE-CB1");
        HttpResponse<String> missing = manager.get("/customers/SCOPE-NO1");
        assertThat(foreign.statusCode()).isEqualTo(404);
        assertThat(comparable(foreign, "SCOPE-CB1")).isEqualTo(comparable(missing, "SCOPE-NO1"));
    }

    @Test
    void aSearchFindsNothingOfAnotherBranch() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        for (String text : List.of("SCOPE-CB1", "翀客户", "13911110003")) {
            assertThat(Visitor.location(manager.post("/customers", "/customers/search", "text", text)))
                    .as(text)
                    .isEqualTo("/customers");
        }
        for (String text : List.of("SCOPE-CA1", "甲客一", "13911110001")) {
            assertThat(Visitor.location(manager.post("/customers", "/customers/search", "text", text)))
                    .as(text)
                    .isEqualTo("/customers/SCOPE-CA1");
        }
        assertThat(manager.get("/customers/SCOPE-CA1").body())
                .contains("139****0001")
                .doesNotContain("13911110001", "甲客一");
    }

    @Test
    void anInstitutionInTheAddressNarrowsAndNeverWidens() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        assertThat(manager.get("/customers?institution=SCOPE-A1").statusCode()).isEqualTo(200);
        assertThat(manager.get("/customers?institution=SCOPE-B").statusCode()).isEqualTo(404);
        String root = db.sql("select code from core.institution where parent_id is null")
                .query((row, number) -> row.getString("code"))
                .single();
        assertThat(manager.get("/customers?institution=" + root).statusCode()).isEqualTo(404);
    }

    @Test
    void aRelationshipManagerSeesTheOwnCustomersAloneAlsoWithinTheBranch() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.manager("SCOPE-SA1");
        assertThat(manager.get("/customers").body()).contains("SCOPE-CA1").doesNotContain("SCOPE-CA2", "SCOPE-CB1");
        assertThat(manager.get("/customers/SCOPE-CA2").statusCode()).isEqualTo(404);
        for (String institution : List.of("SCOPE-A", "SCOPE-A1", "SCOPE-B")) {
            assertThat(manager.get("/customers?institution=" + institution).body())
                    .as(institution)
                    .doesNotContain("SCOPE-CA2", "SCOPE-CB1");
        }
    }

    @Test
    void noPageShowsWhoLooksFromBranchAAnyNameOfBranchB() throws Exception {
        TwoBranches branches = branches();
        List<Visitor> ofA = List.of(
                branches.from(Role.BRANCH_MANAGER, "SCOPE-A"),
                branches.from(Role.MIDDLE_OFFICE, "SCOPE-A"),
                branches.from(Role.COMPLIANCE, "SCOPE-A"),
                branches.manager("SCOPE-SA1"));
        List<String> addresses = AddressesOfB.all(application);
        Set<String> leaks = new TreeSet<>();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Set<String>>> looking = ofA.stream()
                    .map(visitor -> each.submit(() -> namingB(visitor, addresses)))
                    .toList();
            for (Future<Set<String>> looked : looking) {
                leaks.addAll(looked.get());
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    void contentOfAnotherBranchIsInNoListAndUnderNoAddress() throws Exception {
        TwoBranches branches = branches();
        long content = db.sql("""
                        insert into engagement.content (kind, institution_id, author, made_at)
                        select 'ARTICLE', id, 'scope-author', now() from core.institution where code = 'SCOPE-B'
                        returning id
                        """).query(Long.class).single();
        try {
            db.sql("""
                            insert into engagement.content_version
                                (content_id, number, state, title, message, body, valid_from, verdict_id, written_by,
                                 written_at, submitted_by, decided_by)
                            values (:id, 1, 'PUBLISHED', '翀内容', '', '正文', date '2020-01-01', 1, 'scope-author',
                                now(), 'scope-author', 'scope-checker')
                            """).param("id", content).update();
            for (Visitor ofA : List.of(
                    branches.from(Role.MIDDLE_OFFICE, "SCOPE-A"),
                    branches.from(Role.COMPLIANCE, "SCOPE-A"),
                    branches.manager("SCOPE-SA1"))) {
                assertThat(ofA.get("/content").body()).doesNotContain("翀内容");
                assertThat(ofA.get("/content?state=PUBLISHED").body()).doesNotContain("翀内容");
                assertThat(ofA.get("/content/" + content).statusCode()).isEqualTo(404);
            }
            Visitor officer = branches.from(Role.COMPLIANCE, "SCOPE-A");
            assertThat(officer.post("/content", "/content/" + content + "/withdraw", "reason", "撤")
                            .statusCode())
                    .isEqualTo(404);
            for (Visitor ofB : List.of(branches.from(Role.MIDDLE_OFFICE, "SCOPE-B1"), branches.manager("SCOPE-SB1"))) {
                assertThat(ofB.get("/content").body()).contains("翀内容");
                assertThat(ofB.get("/content/" + content).statusCode()).isEqualTo(200);
            }
        } finally {
            db.sql("delete from engagement.content_version where content_id = :id")
                    .param("id", content)
                    .update();
            db.sql("delete from engagement.content where id = :id")
                    .param("id", content)
                    .update();
        }
    }

    /** The control of the test above: the same addresses do show these names to whom they belong. */
    @Test
    void theSamePagesShowThemToBranchB() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-B");
        Set<String> shown = namingB(manager, AddressesOfB.all(application));
        assertThat(shown)
                .contains("/customers", "/customers/SCOPE-CB1", "/leads", "/sales", "/sales/export")
                .anySatisfy(address -> assertThat(address).containsPattern("export|xlsx"));
    }

    private static String comparable(HttpResponse<String> page, String key) {
        return page.body().replace(key, "").replaceAll("name=\"_csrf\"[^>]*", "");
    }

    private static Set<String> namingB(Visitor visitor, List<String> addresses) throws Exception {
        Set<String> naming = new TreeSet<>();
        // a path that is refused to a role is refused whatever follows it: asked once
        Set<String> refused = new HashSet<>();
        for (String address : addresses) {
            String path = address.replaceFirst("[?].*", "");
            if (refused.contains(path)) {
                continue;
            }
            HttpResponse<byte[]> answer = visitor.getBytes(address);
            if (answer.statusCode() == HttpStatus.FORBIDDEN.value()) {
                refused.add(path);
            }
            if (shown(answer).contains(TwoBranches.OF_B)) {
                naming.add(address);
            }
        }
        return naming;
    }

    /** What a reader can make out, also inside a spreadsheet, whose characters are written as numbers. */
    static String shown(HttpResponse<byte[]> answer) throws IOException {
        byte[] body = answer.body();
        boolean zipped = body.length > 1 && body[0] == 'P' && body[1] == 'K';
        if (!zipped) {
            return new String(body, StandardCharsets.UTF_8);
        }
        // By its central directory: the export is streamed, and its entries name their sizes only there.
        Path file = Files.createTempFile("export", ".xlsx");
        StringBuilder text = new StringBuilder();
        try {
            Files.write(file, body);
            try (ZipFile zip = new ZipFile(file.toFile())) {
                for (ZipEntry entry : Collections.list(zip.entries())) {
                    text.append(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
                }
            }
        } finally {
            Files.delete(file);
        }
        return HtmlUtils.htmlUnescape(text.toString());
    }
}
