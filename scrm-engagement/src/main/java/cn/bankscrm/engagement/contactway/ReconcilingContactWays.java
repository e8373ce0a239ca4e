package cn.bankscrm.engagement.contactway;

import cn.bankscrm.engagement.contactway.ContactWayPublishing.Made;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Compares WeCom's codes with ours: what is there and unknown to us is an orphan, and what is ours and not there is
 * gone. Both are told on the page; orphans that somebody wants away are taken away.
 */
@Component
public class ReconcilingContactWays {

    private static final Logger log = LoggerFactory.getLogger(ReconcilingContactWays.class);

    private final WayRows rows;
    private final JdbcClient db;
    private final Clock clock;

    ReconcilingContactWays(WayRows rows, JdbcClient db, Clock clock) {
        this.rows = rows;
        this.db = db;
        this.clock = clock;
    }

    /**
     * Never to be called inside a transaction.
     *
     * @throws WayFailure when WeCom did not say what it has; what was found until then stands
     */
    public void reconcile(ContactWayPublishing weCom) {
        Set<String> ours = rows.known();
        Set<String> there = weCom.all();
        Set<String> missing = new HashSet<>(ours);
        missing.removeAll(there);
        int gone = 0;
        for (String configId : missing) {
            // a list may lag behind: only who is asked for it says so
            if (weCom.get(configId).isEmpty()) {
                gone += db.sql("""
                                update engagement.contact_way set gone_at = :now, trouble = 'GONE', trouble_code = null
                                where config_id = :config and gone_at is null and ended_at is null
                                """)
                        .param("now", now())
                        .param("config", configId)
                        .update();
            }
        }
        forget(there);
        int orphans = 0;
        for (String configId : there) {
            if (!ours.contains(configId)) {
                orphans += weCom.get(configId).map(this::keep).orElse(0);
            }
        }
        log.atInfo()
                .addKeyValue("there", there.size())
                .addKeyValue("gone", gone)
                .addKeyValue("orphans", orphans)
                .log("Contact ways were compared with WeCom's");
    }

    /** Takes away the orphans that somebody wants away. @return whether there were any */
    public boolean removeOrphans(ContactWayPublishing weCom) {
        Optional<String> next = db.sql("""
                        select config_id from engagement.contact_way_orphan where removal_at is not null order by removal_at limit 1
                        """).query(String.class).optional();
        next.ifPresent(configId -> {
            weCom.remove(configId);
            db.sql("delete from engagement.contact_way_orphan where config_id = :config")
                    .param("config", configId)
                    .update();
        });
        return next.isPresent();
    }

    /** A code that is on its way to becoming ours is none. */
    private int keep(Made made) {
        return db.sql("""
                        insert into engagement.contact_way_orphan as known (config_id, state, remark, members, found_at)
                        select :config, :state, :remark, :members, :now
                        where not exists (
                            select from engagement.contact_way w
                            where w.config_id = :config or w.config_id is null and w.state = :state)
                        on conflict (config_id) do update
                        set state = excluded.state, remark = excluded.remark, members = excluded.members
                        """)
                .param("config", made.configId())
                .param("state", made.state())
                .param("remark", made.name())
                .param("members", made.members().size())
                .param("now", now())
                .update();
    }

    private void forget(Set<String> there) {
        db.sql("delete from engagement.contact_way_orphan where not config_id = any(:there::text[])")
                .param("there", there.toArray(String[]::new))
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
