package cn.bankscrm.engagement.sop;

import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The plans that are carried out, as they stand. */
@Component
class PlansAtWork {

    private final JdbcClient db;

    PlansAtWork(JdbcClient db) {
        this.db = db;
    }

    /** The version of each into which customers come. */
    List<Running> inForce() {
        return atWork("v.state = 'IN_FORCE'");
    }

    /** Also former versions: who came in under one stays with it. */
    List<Running> populated() {
        return atWork("v.state in ('IN_FORCE', 'REPLACED')");
    }

    private List<Running> atWork(String versions) {
        return db.sql("""
                        select p.id, v.id as version_id, v.rule::text as rule, p.institution_id, p.pilot_ids, p.state,
                            p.control_share, p.seed
                        from engagement.sop_plan p
                        join engagement.sop_version v on v.plan_id = p.id
                        where p.state in ('PILOT', 'LIVE') and\s""" + versions + " order by p.id, v.id")
                .query((row, number) -> {
                    Long[] pilots = (Long[]) row.getArray("pilot_ids").getArray();
                    return new Running(
                            new PlanId(row.getLong("id")),
                            row.getLong("version_id"),
                            PlanJson.read(row.getString("rule")),
                            row.getString("state").equals("PILOT")
                                    ? Arrays.asList(pilots)
                                    : List.of(row.getLong("institution_id")),
                            row.getInt("control_share"),
                            row.getString("seed"));
                })
                .list();
    }
}
