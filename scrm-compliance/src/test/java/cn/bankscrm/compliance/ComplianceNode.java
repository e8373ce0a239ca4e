package cn.bankscrm.compliance;

import cn.bankscrm.db.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;

/** A node with the lexicon and the door alone, as all nodes have them. Several may share a database. */
public final class ComplianceNode implements AutoCloseable {

    private final NodeWiring wiring;
    private final MeterRegistry meters = new SimpleMeterRegistry();

    public ComplianceNode(TestDatabase database, Path data, Clock clock) {
        wiring = new NodeWiring(database, data, clock);
        wiring.application().registerBean(MeterRegistry.class, () -> meters);
        wiring.application()
                .scan(
                        "cn.bankscrm.compliance.lexicon",
                        "cn.bankscrm.compliance.interception",
                        "cn.bankscrm.core.audit",
                        "cn.bankscrm.core.privacy");
        wiring.application().refresh();
    }

    public <T> T get(Class<T> type) {
        return wiring.application().getBean(type);
    }

    @Override
    public void close() {
        wiring.close();
    }
}
