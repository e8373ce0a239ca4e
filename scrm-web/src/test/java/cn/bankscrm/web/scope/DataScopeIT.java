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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who looks from branch A learns nothing of branch B: by no page, row, count or export, whatever the address says. */
@ScrmWebTest
class DataScopeIT {

    /** What an address may name of B: its institutions, its manager, its customer. */
    private static final List<String> KEYS_OF_B = List.of("SCOPE-B", "SCOPE-B1", "SCOPE-SB1", "SCOPE-CB1");

    /** Every name under which pages take a key. */
    private static final List<String> PARAMETERS =
            List.of("institution", "key", "staff", "manager", "under", "no", "after", "q", "text");

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
        Set<String> leaks = new TreeSet<>();
        for (Visitor visitor : ofA) {
            for (String address : addresses()) {
                if (shown(visitor.getBytes(address)).contains(TwoBranches.OF_B)) {
                    leaks.add(address);
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    /** The control of the test above: the same addresses do show these names to whom they belong. */
    @Test
    void theSamePagesShowThemToBranchB() throws Exception {
        TwoBranches branches = branches();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-B");
        Set<String> shown = new TreeSet<>();
        for (String address : addresses()) {
            if (shown(manager.getBytes(address)).contains(TwoBranches.OF_B)) {
                shown.add(address);
            }
        }
        assertThat(shown).contains("/customers", "/customers/SCOPE-CB1");
    }

    private static String comparable(HttpResponse<String> page, String key) {
        return page.body().replace(key, "").replaceAll("name=\"_csrf\"[^>]*", "");
    }

    /** Every page there is, by itself and with each key of B in its path and in every parameter. */
    private List<String> addresses() {
        Set<String> patterns = new TreeSet<>();
        for (RequestMappingHandlerMapping mapping :
                application.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                if (info.getMethodsCondition().getMethods().contains(RequestMethod.GET)) {
                    patterns.addAll(info.getPatternValues());
                }
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String pattern : patterns) {
            if (!pattern.startsWith("/api/") && !pattern.startsWith("/sign-in")) {
                if (!pattern.contains("{")) {
                    addresses.add(pattern);
                }
                for (String key : KEYS_OF_B) {
                    String path = pattern.replaceAll("\\{[^/]*}", key);
                    if (!path.equals(pattern)) {
                        addresses.add(path);
                    }
                    for (String parameter : PARAMETERS) {
                        addresses.add(path + "?for=/customers&scope=staff&" + parameter + "=" + key);
                    }
                }
            }
        }
        return addresses;
    }

    /** What a reader can make out, also inside a spreadsheet. */
    private static String shown(HttpResponse<byte[]> answer) throws IOException {
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
        return text.toString();
    }
}
