package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.institution.InstitutionId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A code, as lists and its own page show it.
 *
 * @param institution whose it is
 * @param state by which WeCom tells who came by it
 * @param page its own address for print: behind it is whatever WeCom serves now
 * @param address WeCom's own; null until WeCom has made it
 * @param leadsTo the names of those whom it leads to now, as WeCom was told
 * @param trouble why it is not as it should be; null for none
 */
public record WayLine(
        ContactWayId id,
        InstitutionId institution,
        String institutionName,
        String name,
        String channel,
        String state,
        URI page,
        boolean onPage,
        String places,
        @Nullable URI address,
        List<String> leadsTo,
        @Nullable WayTrouble trouble,
        @Nullable Instant endedAt,
        Instant madeAt,
        WayFigures figures) {

    public WayLine {
        leadsTo = List.copyOf(leadsTo);
    }

    public boolean ended() {
        return endedAt != null;
    }

    /** What the states of all codes of its channel begin with. */
    public String channelPrefix() {
        return WayCodes.prefix(channel);
    }
}
