package cn.bankscrm.web.scope;

import static org.assertj.core.api.Assertions.assertThat;

import cn.bankscrm.web.ScrmWebTest;
import cn.bankscrm.web.Visitor;
import cn.bankscrm.web.security.Role;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people type, even into an address by mistake, becomes no tag of a metric. */
@ScrmWebTest
class MetricTagsIT {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    MeterRegistry metrics;

    @Test
    void holdNoPersonalData() throws Exception {
        TwoBranches branches = new TwoBranches(port, db);
        branches.load();
        Visitor manager = branches.from(Role.BRANCH_MANAGER, "SCOPE-A");
        manager.post("/customers", "/customers/search", "text", "13911110001");
        manager.get("/customers/13911110001");
        manager.get("/13911110001");
        manager.get("/customers/SCOPE-CA1?staff=13911110001");

        List<String> tags = metrics.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .distinct()
                .toList();

        assertThat(tags).isNotEmpty().noneMatch(tag -> tag.contains("13911110001") || tag.contains("SCOPE-CA1"));
    }
}
