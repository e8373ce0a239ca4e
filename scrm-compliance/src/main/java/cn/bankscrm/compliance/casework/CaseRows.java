package cn.bankscrm.compliance.casework;

import cn.bankscrm.compliance.alert.AlertDecisions;
import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.alert.Oversight;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.compliance.reading.Officer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Cases and their alerts as rows, held by whoever takes a step. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CaseRows {

    private final JdbcClient db;
    private final Clock clock;

    CaseRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** A group of alerts that nobody has decided. */
    record Group(long id, AlertLevel level) {}

    record Standing(
            long id,
            AlertLevel level,
            CaseState state,
            @Nullable Long institution,
            @Nullable String owner,
            @Nullable Disposition disposition,
            @Nullable String decidedBy,
            @Nullable String closingBy,
            int version) {}

    Optional<Standing> find(long id, Auditor by) {
        Oversight oversight = AlertDecisions.oversight(by);
        return db.sql("select f.* from compliance.case_file f where f.id = :id and " + CaseQueries.visible(oversight)
                        + " for update")
                .params(oversight.values())
                .param("id", id)
                .query((row, n) -> new Standing(
                        row.getLong("id"),
                        AlertLevel.valueOf(row.getString("level")),
                        CaseState.valueOf(row.getString("state")),
                        row.getObject("institution_id", Long.class),
                        row.getString("owner"),
                        Optional.ofNullable(row.getString("disposition"))
                                .map(Disposition::valueOf)
                                .orElse(null),
                        row.getString("decided_by"),
                        row.getString("closing_by"),
                        row.getInt("version")))
                .optional();
    }

    /** Of these, the ones that the auditor sees and nobody has decided. */
    List<Group> groups(Collection<Long> ids, Auditor by) {
        Oversight oversight = AlertDecisions.oversight(by);
        return db.sql("""
                        select g.id, g.level from compliance.alert_group g
                        where g.id = any(:ids) and g.state = 'OPEN' and\s""" + oversight.notOneself("g") + " order by g.id for update")
                .params(oversight.values())
                .param("ids", ids.toArray(Long[]::new))
                .query((row, n) -> new Group(row.getLong("id"), AlertLevel.valueOf(row.getString("level"))))
                .list();
    }

    /** @return its number; without alerts yet */
    long open(AlertLevel level, String by) {
        Instant now = clock.instant();
        return db.sql("""
                        insert into compliance.case_file (level, state, opened_by, opened_at, due_at, escalate_at)
                        values (:level, 'OPEN', :by, :now, :due, :due) returning id
                        """)
                .param("level", level.name())
                .param("by", by)
                .param("now", Timestamp.from(now))
                .param("due", Timestamp.from(now.plus(CaseTerms.due(level))))
                .query(Long.class)
                .single();
    }

    /**
     * Puts alerts into a case. It belongs to the lowest institution that all of its alerts stand below; to head office
     * where one stands nowhere.
     *
     * @return the institution
     */
    Optional<Long> join(long id, Collection<Group> groups, String by) {
        db.sql(
                        "insert into compliance.case_alert (group_id, case_id) select one.id, :case from unnest(:groups) as one (id)")
                .param("groups", groups.stream().map(Group::id).toArray(Long[]::new))
                .param("case", id)
                .update();
        settle(id, "IN_CASE", by);
        return db.sql("""
                        with stands as (
                            select distinct g.institution_id as id
                            from compliance.case_alert c join compliance.alert_group g on g.id = c.group_id
                            where c.case_id = :case)
                        update compliance.case_file
                        set institution_id = (
                            select u.ancestor_id
                            from core.pub_institution_path u
                            join core.pub_institution i on i.id = u.ancestor_id
                            where u.institution_id in (select id from stands)
                            group by u.ancestor_id, i.level
                            having count(*) = (select count(*) from stands)
                            order by i.level desc
                            limit 1)
                        where id = :case
                        returning institution_id
                        """)
                .param("case", id)
                .query((row, n) -> Optional.ofNullable(row.getObject("institution_id", Long.class)))
                .single();
    }

    /** It weighs as much as the gravest of its alerts, and is due as soon. */
    void raised(long id, CaseState state, AlertLevel level, @Nullable String owner) {
        db.sql("""
                        update compliance.case_file
                        set state = :state, owner = :owner, version = version + 1,
                            due_at = case when level <> :level then least(due_at, :due) else due_at end,
                            escalate_at = case when level <> :level then least(escalate_at, :due) else escalate_at end,
                            level = :level
                        where id = :id
                        """)
                .param("state", state.name())
                .param("level", level.name())
                .param("owner", owner)
                .param("due", Timestamp.from(clock.instant().plus(CaseTerms.due(level))))
                .param("id", id)
                .update();
    }

    void write(Standing file, CaseMove move, CaseState next, String by) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", file.id());
        values.put("state", next.name());
        values.put("owner", owner(file, move, by));
        values.put(
                "disposition",
                Optional.ofNullable(move.disposition()).map(Enum::name).orElse(null));
        values.put("remediation", move.remediationDue());
        values.put("decides", move.action().decides());
        values.put("closingBy", move.action() == CaseAction.CLOSE ? by : null);
        values.put("by", by);
        values.put("now", Timestamp.from(clock.instant()));
        values.put("due", Timestamp.from(clock.instant().plus(CaseTerms.due(file.level()))));
        values.put("reopened", move.action() == CaseAction.REOPEN);
        db.sql("""
                        update compliance.case_file
                        set state = :state, owner = :owner, version = version + 1,
                            disposition = coalesce(:disposition::text, disposition),
                            remediation_due = case when :decides then :remediation::date else remediation_due end,
                            decided_by = case when :decides then :by else decided_by end,
                            closing_by = case when :state in ('CLOSING', 'CLOSED') then coalesce(:closingBy::text, closing_by) end,
                            closed_by = case when :state = 'CLOSED' then :by end,
                            closed_at = case when :state = 'CLOSED' then :now::timestamptz end,
                            due_at = case when :reopened then :due::timestamptz else due_at end,
                            escalate_at = case when :reopened then :due::timestamptz else escalate_at end,
                            escalated_to = case when :reopened then null else escalated_to end
                        where id = :id
                        """).params(values).update();
    }

    private static @Nullable String owner(Standing file, CaseMove move, String by) {
        return switch (move.action()) {
            case TAKE, REOPEN -> by;
            case HAND_OVER -> move.to();
            case RELEASE -> null;
            default -> file.owner();
        };
    }

    /** What the groups of a case become. */
    void settle(long id, String state, String by) {
        db.sql("""
                        update compliance.alert_group g
                        set state = :state, decided_by = :by, decided_at = :now
                        from compliance.case_alert c
                        where c.case_id = :case and g.id = c.group_id and g.state <> :state
                        """)
                .param("state", state)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .param("case", id)
                .update();
    }

    List<Long> groupsOf(long id) {
        return db.sql("select group_id from compliance.case_alert where case_id = :case")
                .param("case", id)
                .query((row, n) -> row.getLong("group_id"))
                .list();
    }

    /** Which of these officers see a case: it is in their part of the bank, and nothing in it is about themselves. */
    List<Officer> whoSee(long id, List<Officer> officers) {
        return db.sql("""
                        select o.n
                        from unnest(:roots::bigint[], :selves::bigint[]) with ordinality as o (root, self, n)
                        cross join compliance.case_file f
                        where f.id = :id
                            and o.root = any(
                                select u.ancestor_id from core.pub_institution_path u where u.institution_id = f.institution_id
                                union all
                                select top.id from core.pub_institution top where top.parent_id is null)
                            and not exists (
                                select from compliance.case_alert c join compliance.alert_group g on g.id = c.group_id
                                where c.case_id = f.id and g.staff_id = o.self)
                        order by o.n
                        """)
                .param("id", id)
                .param(
                        "roots",
                        officers.stream()
                                .map(officer -> officer.institution().value())
                                .toArray(Long[]::new))
                .param(
                        "selves",
                        officers.stream()
                                .map(officer -> officer.self()
                                        .map(staff -> staff.value())
                                        .orElse(-1L))
                                .toArray(Long[]::new))
                .query((row, n) -> officers.get(row.getInt("n") - 1))
                .list();
    }
}
