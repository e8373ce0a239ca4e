package cn.bankscrm.engagement.sop;

import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.engagement.fatigue.FatigueSettings;
import cn.bankscrm.engagement.touch.Channel;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A bank with two branches (ids 2 and 3 below 1), a manager in each (2 and 3), and customers whom they manage and are
 * friends with: odd ones in branch 3, even ones in branch 2. It is a Monday morning in Shanghai.
 */
final class SopBank {

    static final Instant MORNING = Instant.parse("2026-11-01T21:00:00Z");

    final DataSource source = TestDatabase.fresh().dataSource();
    final JdbcClient db = JdbcClient.create(source);
    final JdbcTransactionManager transactions = new JdbcTransactionManager(source);
    final TransactionTemplate transaction = new TransactionTemplate(transactions);
    Instant now = MORNING;

    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return PlanSql.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    final Enrolling enrolling;
    final NextSteps nextSteps;
    final Watching watching;
    final PlanRows rows;
    final PlanRound round;
    final DryRuns dryRuns;
    final KeptTemplates kept;
    final SopChoices choices;
    final Refusals refusals;
    private final PlanRegister register;
    private final PlanControl control;
    private String person = "author";

    @EnableTransactionManagement
    static class Transactions {}

    /** Finds nothing wrong with any plan. */
    static class NoDoubts extends PlanCheck {

        @SuppressWarnings("NullAway") // nobody is asked
        NoDoubts() {
            super(null, null, null, null);
        }

        @Override
        List<PlanProblem> problems(PlanRule rule, InstitutionId institution) {
            return List.of();
        }
    }

    SopBank(int customers) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> db);
        context.registerBean(JdbcTransactionManager.class, () -> transactions);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(
                CurrentActor.class, () -> () -> new Actor(Actor.Kind.ACCOUNT, person, person, "MIDDLE_OFFICE", null));
        context.registerBean(PlanCheck.class, NoDoubts::new);
        context.register(
                Transactions.class,
                AuditLog.class,
                Enrolling.class,
                PlansAtWork.class,
                NextSteps.class,
                Watching.class,
                PlanRows.class,
                PlanRegister.class,
                PlanControl.class,
                PlanChanges.class,
                PlanRound.class,
                FatigueSettings.class,
                DryRuns.class,
                Refusals.class,
                KeptTemplates.class,
                SopChoices.class);
        context.refresh();
        enrolling = context.getBean(Enrolling.class);
        nextSteps = context.getBean(NextSteps.class);
        watching = context.getBean(Watching.class);
        rows = context.getBean(PlanRows.class);
        round = context.getBean(PlanRound.class);
        dryRuns = context.getBean(DryRuns.class);
        kept = context.getBean(KeptTemplates.class);
        choices = context.getBean(SopChoices.class);
        refusals = context.getBean(Refusals.class);
        register = context.getBean(PlanRegister.class);
        control = context.getBean(PlanControl.class);
        run("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, 'A', '总行', null, 1, '110000', 0), (2, 'B', '东支行', 1, 2, '110000', 0), (3, 'C', '西支行', 1, 2, '110000', 0)
                """);
        run("""
                insert into core.institution_path (ancestor_id, institution_id, depth) values
                    (1, 1, 0), (2, 2, 0), (3, 3, 0), (1, 2, 1), (1, 3, 1)
                """);
        run("insert into core.staff (id, staff_no, version) values (2, 'S2', 0), (3, 'S3', 0)");
        run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                values (2, 2, 2, '客户经理', '2026-01-01'), (3, 3, 3, '客户经理', '2026-01-01')
                """);
        db.sql("""
                        insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id, birthday)
                        select n, 'C' || n, '\\x00', '\\x00', true, 1000 * n, 1, date '1980-11-09' from generate_series(1, :n) n
                        """).param("n", customers).update();
        db.sql("""
                        insert into core.assignment (id, customer_id, staff_id, valid_from)
                        select n, n, 2 + n % 2, date '2026-01-01' from generate_series(1, :n) n
                        """).param("n", customers).update();
        db.sql("""
                        insert into core.external_contact (id, external_userid, version)
                        select n, 'wm' || n, 0 from generate_series(1, :n) n
                        """).param("n", customers).update();
        db.sql("""
                        insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                        select n, 2 + n % 2, n, timestamptz '2026-11-01 15:00+08', true, 0 from generate_series(1, :n) n
                        """).param("n", customers).update();
        db.sql("""
                        insert into core.binding (id, contact_id, customer_id, bound_at, route)
                        select n, n, n, timestamptz '2026-11-01 16:00+08', 'app' from generate_series(1, :n) n
                        """).param("n", customers).update();
        run("analyze");
    }

    /** The register, at which somebody is at work. */
    PlanRegister as(String somebody) {
        person = somebody;
        return register;
    }

    /** Plans in force, over which somebody has a hand. */
    PlanControl controlledBy(String somebody) {
        person = somebody;
        return control;
    }

    /**
     * A plan in force.
     *
     * @param control in ten thousandths
     */
    Running plan(PlanRule rule, int control, Long... institutions) {
        PlanRegister author = as("author");
        PlanId id = author.create(
                new PlanRegister.Head(
                        "计划",
                        Scene.ACTIVATION,
                        new InstitutionId(1),
                        List.of(institutions).stream().map(InstitutionId::new).toList(),
                        control),
                rule);
        return approve(id);
    }

    Running approve(PlanId id) {
        Plan plan = found(id);
        as("author").submit(plan, open(id).revision());
        as("checker").approve(plan, open(id).revision());
        return running(id);
    }

    PlanVersion open(PlanId id) {
        return rows.versions(id).getFirst();
    }

    Plan found(PlanId id) {
        return rows.find(id, new DataScope.WholeBank()).orElseThrow();
    }

    Running running(PlanId id) {
        Plan plan = found(id);
        PlanVersion version = rows.versions(id).stream()
                .filter(one -> one.state() == VersionState.IN_FORCE)
                .findFirst()
                .orElseThrow();
        return new Running(
                id,
                version.id(),
                version.rule(),
                plan.state() == PlanState.PILOT
                        ? plan.pilots().stream().map(InstitutionId::value).toList()
                        : List.of(plan.institution().value()),
                plan.controlShare(),
                db.sql("select seed from engagement.sop_plan where id = :id")
                        .param("id", id.value())
                        .query(String.class)
                        .single());
    }

    static PlanRule rule(Trigger trigger, Step... steps) {
        return new PlanRule(
                trigger, Set.of(), List.of(steps), new Goal.AssetsUp(BigDecimal.TEN), new StopRules(true, 30));
    }

    static Step task(int day, int hour) {
        return task(day, hour, new Condition.Always());
    }

    static Step task(int day, int hour, Condition condition) {
        return new Step(day, LocalTime.of(hour, 0), condition, Channel.TASK, Optional.empty(), BigDecimal.TEN, "问候一声");
    }

    long count(String what) {
        return db.sql("select count(*) from " + what).query(Long.class).single();
    }

    void run(String sql) {
        db.sql(sql).update();
    }
}
