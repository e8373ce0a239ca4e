package cn.bankscrm.web.operations;

import cn.bankscrm.compliance.archive.ArchiveState;
import cn.bankscrm.compliance.archive.ArchiveWatch;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * How the chat archive stands, as the health component {@code archive}. {@code DANGER} says that WeCom will drop chats
 * unless somebody acts; no restart of a node would help, so the node stays in service.
 */
@Component("archive")
class ArchiveHealth implements HealthIndicator {

    private final ArchiveWatch archive;

    ArchiveHealth(ArchiveWatch archive) {
        this.archive = archive;
    }

    @Override
    public Health health() {
        ArchiveState state = archive.state();
        Health.Builder health = switch (state.level()) {
            case FINE -> Health.up();
            case OFF -> Health.unknown().withDetail("missing", state.off());
            case ATTENTION ->
                Health.status(new Status("ATTENTION", "Something of the chat archive waits for somebody"));
            case DANGER -> Health.status(new Status("DANGER", "WeCom will drop chats that were not pulled"));
        };
        return health.withDetail("behindSeconds", state.behind().toSeconds())
                .withDetail("leftSeconds", state.left().toSeconds())
                .withDetail("pending", state.pending())
                .withDetail("awaitingKey", state.awaitingKey())
                .withDetail("unreadable", state.unreadable())
                .withDetail("gaps", state.gaps())
                .build();
    }
}
