package cn.bankscrm.engagement.contactway;

import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.DoorClosed;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Plans codes; WeCom follows within seconds. */
@Component
@Transactional
public class ContactWays {

    private final JdbcClient db;
    private final Interception door;
    private final AuditLog audit;
    private final Clock clock;

    ContactWays(JdbcClient db, Interception door, AuditLog audit, Clock clock) {
        this.db = db;
        this.door = door;
        this.audit = audit;
        this.clock = clock;
    }

    /** What came of saving: an id, or what is wrong. */
    public sealed interface Saved {
        /** It is planned so. */
        record Done(ContactWayId id) implements Saved {}

        /** Nothing was changed. */
        record Refused(Set<WayPlan.Problem> problems) implements Saved {

            public Refused {
                problems = Set.copyOf(problems);
            }
        }
    }

    /** @param institution must be in the scope */
    public Saved make(InstitutionId institution, WayPlan plan, DataScope scope, String by) {
        Set<WayPlan.Problem> problems = problems(institution, plan, scope);
        if (!problems.isEmpty()) {
            return new Saved.Refused(problems);
        }
        ContactWayId id = new ContactWayId(db.sql("""
                        insert into engagement.contact_way
                            (institution_id, name, channel, state, code, on_page, places, made_by, made_at, next_at)
                        values (:institution, :name, :channel, :state, :code, :page, :places, :by, :now, :now) returning id
                        """)
                .param("institution", institution.value())
                .param("name", plan.name())
                .param("channel", plan.channel())
                .param("state", WayCodes.state(plan.channel()))
                .param("code", WayCodes.publicCode())
                .param("page", plan.onPage())
                .param("places", plan.places())
                .param("by", by)
                .param("now", now())
                .query(Long.class)
                .single());
        write(id, plan);
        log(id, institution, "MADE");
        return new Saved.Done(id);
    }

    /** The channel stays: the state of the code tells it. */
    public Saved change(ContactWayId id, WayPlan plan, DataScope scope) {
        Optional<InstitutionId> institution = owner(id, scope);
        if (institution.isEmpty()) {
            return new Saved.Refused(EnumSet.of(WayPlan.Problem.NOT_FOUND));
        }
        Set<WayPlan.Problem> problems = problems(institution.get(), plan, scope);
        if (!problems.isEmpty()) {
            return new Saved.Refused(problems);
        }
        db.sql("""
                        update engagement.contact_way
                        set name = :name, on_page = :page, places = :places, next_at = :now, attempts = 0
                        where id = :id
                        """)
                .param("name", plan.name())
                .param("page", plan.onPage())
                .param("places", plan.places())
                .param("now", now())
                .param("id", id.value())
                .update();
        db.sql("delete from engagement.contact_way_member where way_id = :id")
                .param("id", id.value())
                .update();
        write(id, plan);
        log(id, institution.get(), "CHANGED");
        return new Saved.Done(id);
    }

    /** Nobody comes by it any more. @return whether it was there and had not ended */
    public boolean end(ContactWayId id, DataScope scope, String by) {
        Optional<InstitutionId> institution = owner(id, scope);
        institution.ifPresent(owner -> {
            db.sql("update engagement.contact_way set ended_by = :by, ended_at = :now, next_at = :now where id = :id")
                    .param("by", by)
                    .param("now", now())
                    .param("id", id.value())
                    .update();
            log(id, owner, "ENDED");
        });
        return institution.isPresent();
    }

    /** WeCom has lost the code: another one takes its place, behind the same page. @return whether it was so */
    public boolean makeAnew(ContactWayId id, DataScope scope) {
        Optional<InstitutionId> institution = owner(id, scope);
        boolean anew = institution.isPresent()
                && db.sql("""
                        update engagement.contact_way
                        set config_id = null, picture = null, address = null, told_name = null, told_users = null, told_at = null,
                            gone_at = null, trouble = null, trouble_code = null, attempts = 0, next_at = :now
                        where id = :id and gone_at is not null
                        """).param("now", now()).param("id", id.value()).update() == 1;
        if (anew) {
            log(id, institution.get(), "MADE_ANEW");
        }
        return anew;
    }

    /** An orphan is to be taken away. For those who see the whole bank. */
    public boolean removeOrphan(String configId, DataScope scope, String by) {
        boolean wanted = scope instanceof DataScope.WholeBank
                && db.sql("""
                        update engagement.contact_way_orphan set removal_by = :by, removal_at = :now
                        where config_id = :config and removal_at is null
                        """)
                                .param("by", by)
                                .param("now", now())
                                .param("config", configId)
                                .update()
                        == 1;
        if (wanted) {
            audit.record(
                    AuditAction.CONTACT_WAY_CHANGED,
                    new AuditSubject(AuditSubject.Kind.CONTACT_WAY, configId, null),
                    null,
                    Map.of("change", "ORPHAN_REMOVED"));
        }
        return wanted;
    }

    private Set<WayPlan.Problem> problems(InstitutionId institution, WayPlan plan, DataScope scope) {
        Set<WayPlan.Problem> problems = plan.problems();
        if (!visible(institution, scope)) {
            problems.add(WayPlan.Problem.NOT_FOUND);
        }
        Set<Long> wanted = new HashSet<>(
                plan.members().stream().map(one -> one.staff().value()).toList());
        if (!wanted.isEmpty()) {
            int there = db.sql("""
                            select distinct s.id from core.pub_staff s join core.pub_staff_post p on p.staff_id = s.id
                                and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                            join core.pub_institution_path u on u.institution_id = p.institution_id and u.ancestor_id = :institution
                            where s.wecom_userid is not null and s.id in (:wanted)
                            """)
                    .param("today", clock.instant().atZone(WayRows.ZONE).toLocalDate())
                    .param("institution", institution.value())
                    .param("wanted", wanted)
                    .query((row, n) -> row.getLong("id"))
                    .list()
                    .size();
            if (there < wanted.size() || wanted.size() < plan.members().size()) {
                problems.add(WayPlan.Problem.STRANGER);
            }
        }
        if (problems.isEmpty()) {
            mayBeRead(plan).ifPresent(problems::add);
        }
        return problems;
    }

    private Optional<WayPlan.Problem> mayBeRead(WayPlan plan) {
        try {
            Decision decision = door.screen(new Outgoing(plan.shown(), Outlet.CONTENT, null));
            return decision instanceof Decision.Passed ? Optional.empty() : Optional.of(WayPlan.Problem.WORDS);
        } catch (DoorClosed closed) {
            return Optional.of(WayPlan.Problem.DOOR_CLOSED);
        }
    }

    private boolean visible(InstitutionId institution, DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> true;
            case DataScope.Subtree(var root) ->
                db.sql("""
                                select exists (
                                    select from core.pub_institution_path where ancestor_id = :root and institution_id = :id)
                                """)
                        .param("root", root.value())
                        .param("id", institution.value())
                        .query(Boolean.class)
                        .single();
            case DataScope.OwnCustomers(var staff) -> false;
            case DataScope.Nothing() -> false;
        };
    }

    /** The owner of a code that the scope may change, locked. */
    private Optional<InstitutionId> owner(ContactWayId id, DataScope scope) {
        return db.sql("""
                        select w.institution_id from engagement.contact_way w where w.id = :id and w.ended_at is null and %s for update
                        """.formatted(WayScope.in(scope)))
                .param("id", id.value())
                .param("root", WayScope.root(scope))
                .query(Long.class)
                .optional()
                .map(InstitutionId::new)
                .filter(owner -> visible(owner, scope));
    }

    private void write(ContactWayId id, WayPlan plan) {
        for (WayMember member : plan.members()) {
            db.sql("""
                            insert into engagement.contact_way_member (way_id, staff_id, stand_in, days, begins, ends, daily_cap)
                            values (:way, :staff, :standIn, :days, :begins, :ends, :cap)
                            """)
                    .param("way", id.value())
                    .param("staff", member.staff().value())
                    .param("standIn", member.standIn())
                    .param("days", member.dayBits())
                    .param("begins", member.begins())
                    .param("ends", member.ends())
                    .param("cap", member.dailyCap())
                    .update();
        }
    }

    private void log(ContactWayId id, InstitutionId institution, String change) {
        audit.record(
                AuditAction.CONTACT_WAY_CHANGED,
                new AuditSubject(AuditSubject.Kind.CONTACT_WAY, Long.toString(id.value()), institution),
                null,
                Map.of("change", change));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
