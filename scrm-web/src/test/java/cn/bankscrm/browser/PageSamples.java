package cn.bankscrm.browser;

import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.interceptrule.KeepingInterceptRules;
import cn.bankscrm.compliance.lexicon.LexiconDrafts;
import cn.bankscrm.compliance.lexicon.LexiconInForce;
import cn.bankscrm.compliance.lexicon.LexiconLine;
import cn.bankscrm.compliance.lexicon.StarterLexicon;
import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.screening.Level;
import cn.bankscrm.compliance.screening.LexiconEntry;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Phrase;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.core.segment.SegmentTemplate;
import cn.bankscrm.engagement.sop.DryRuns;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.sop.PlanRegister;
import cn.bankscrm.engagement.sop.PlanRows;
import cn.bankscrm.engagement.sop.SopTemplate;
import cn.bankscrm.simulator.WeComSimulator;
import cn.bankscrm.web.security.Role;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One of each thing that has a page of its own, in the small bank. */
@TestComponent
class PageSamples {

    private static final Pattern NAME = Pattern.compile("[{]([a-z]+)}");

    private final SmallBank bank;
    private final SegmentRegister segments;
    private final WeComSimulator weCom;
    private final LexiconDrafts drafts;
    private final LexiconInForce inForce;
    private final Interception door;
    private final KeepingInterceptRules interceptRules;
    private final PlanRegister plans;
    private final PlanRows planRows;
    private final DryRuns dryRuns;
    private final JdbcClient db;
    private final Clock clock;
    private Map<String, String> samples = Map.of();

    PageSamples(
            SmallBank bank,
            SegmentRegister segments,
            WeComSimulator weCom,
            LexiconDrafts drafts,
            LexiconInForce inForce,
            Interception door,
            KeepingInterceptRules interceptRules,
            PlanRegister plans,
            PlanRows planRows,
            DryRuns dryRuns,
            JdbcClient db,
            Clock clock) {
        this.bank = bank;
        this.segments = segments;
        this.weCom = weCom;
        this.drafts = drafts;
        this.inForce = inForce;
        this.door = door;
        this.interceptRules = interceptRules;
        this.plans = plans;
        this.planRows = planRows;
        this.dryRuns = dryRuns;
        this.db = db;
        this.clock = clock;
    }

    /** Makes what an imported bank does not have. */
    void make() throws InterruptedException {
        bank.deadLetter();
        weCom.clearFaults();
        bank.referral();
        refusals();
        segments.create(
                "三十日内有定期存款或理财到期",
                "每周一由中台核对，客户经理在到期前三个工作日联系",
                SegmentTemplate.MATURING.rule(),
                LocalDate.now(clock),
                "首版");
        Lexicons lexicons = lexicons();
        interceptRules.ask();
        interceptRules.keep();
        samples = Map.of(
                "published",
                lexicons.published().toString(),
                "waiting",
                lexicons.waiting().toString(),
                "customer",
                one("""
                        select c.customer_no from kpi.coverage_customer k
                        join core.customer c on c.id = k.customer_id
                        join core.institution_path p on p.institution_id = k.institution_id
                        join core.institution i on i.id = p.ancestor_id
                        where k.certified_own and i.code = '%s' order by c.id limit 1
                        """.formatted(bank.branchCode())),
                "segment",
                one("select max(id)::text from core.segment where kind = 'RULE'"),
                "entry",
                one("""
                        select (extract(epoch from at) * 1000000)::bigint || '-' || id
                        from core.audit_entry order by at, id limit 1
                        """),
                "import",
                one("select min(id)::text from core.import_run"),
                "letter",
                one("select max(id)::text from wecom.inbox_work where status = 'DEAD'"),
                "account",
                bank.account(Role.RELATIONSHIP_MANAGER),
                "plan",
                plan());
    }

    /** A pilot of the branch's that the brake has halted, with results. */
    private String plan() {
        InstitutionId branch = new InstitutionId(
                Long.parseLong(one("select id::text from core.institution where code = '" + bank.branchCode() + "'")));
        SopTemplate maturity = SopTemplate.of("act-maturity").orElseThrow();
        PlanId plan = plans.create(
                new PlanRegister.Head("三十日内到期产品关怀与回访", maturity.scene(), branch, List.of(branch), 1_000),
                maturity.rule());
        DataScope scope = new DataScope.Subtree(branch);
        dryRuns.run(
                planRows.find(plan, scope).orElseThrow(),
                planRows.versions(plan).getFirst());
        for (String sql : List.of("""
                update engagement.sop_version
                set state = 'IN_FORCE', submitted_by = written_by, decided_by = 'sample-checker', decided_at = written_at
                where plan_id = :plan
                """, """
                update engagement.sop_plan
                set state = 'PAUSED', resumes_as = 'PILOT',
                    paused_why = '{"treated": 4218, "treatedLeft": 97, "control": 1040, "controlLeft": 8, "low": "0.0056", "high": "0.0227"}'
                where id = :plan
                """, """
                insert into engagement.sop_outcome (version_id, arm, enrolled, reached, departed, amounts, amount_sum, amount_squares, counted_at)
                select v.id, o.arm, o.enrolled, o.reached, o.departed, o.enrolled, o.total, o.squares, v.written_at
                from engagement.sop_version v
                cross join (values ('TREATED', 4218, 562, 97, 9913000.00, 91000000000.00), ('CONTROL', 1040, 98, 8, 1144000.00, 15000000000.00))
                    o (arm, enrolled, reached, departed, total, squares)
                where v.plan_id = :plan
                """, """
                insert into engagement.touch (key, wished_for, source, source_id, staff_id, channel, state, state_at, why)
                select 'sample:' || :plan || ':' || n, now(), 'SOP', :plan, (
                        select p.staff_id from core.staff_post p
                        join core.institution_path u on u.institution_id = p.institution_id
                        where u.ancestor_id = :branch limit 1), 'TASK',
                    case when n < 4 then 'SUPPRESSED' else 'SENT' end, now(),
                    case n when 1 then '{"rule": "CAP", "channel": null, "days": 7, "most": 3, "used": [{"key": "manual:1"}]}'
                        when 2 then '{"rule": "COMPLAINT", "days": 30}' when 3 then '{"rule": "PLAN_PAUSED"}' end::jsonb
                from generate_series(1, 9) n
                """)) {
            db.sql(sql)
                    .param("plan", plan.value())
                    .param("branch", branch.value())
                    .update();
        }
        return Long.toString(plan.value());
    }

    private record Lexicons(VersionNumber published, VersionNumber waiting) {}

    /** One in force, by which a text was screened, and one that changes, adds and removes an entry. */
    private Lexicons lexicons() {
        List<LexiconLine> starter = StarterLexicon.lines();
        VersionNumber published = drafts.draft(starter, "示例词库", "sample-author");
        drafts.publish(published, null, "sample-publisher");
        inForce.look();
        door.screen(new Outgoing("这款产品保本保收益，稳赚不赔，名额只剩三个", Outlet.CHAT, null));
        List<LexiconLine> changed = new ArrayList<>(starter.subList(1, starter.size()));
        LexiconLine shares = changed.stream()
                .filter(line -> line.entry().term().equals("原始股"))
                .findFirst()
                .orElseThrow();
        changed.remove(shares);
        changed.add(new LexiconLine(shares.entry().safeIn(List.of("原始股东")), shares.ground(), null, null));
        changed.add(LexiconLine.of(new LexiconEntry(Phrase.combination("刷|流水", 6), Level.BLOCK, "贷款营销")));
        VersionNumber waiting = drafts.draft(changed, "增加刷流水，删去与其他词条重复的，避免误伤原始股东", "sample-author");
        return new Lexicons(published, waiting);
    }

    private void refusals() {
        db.sql("""
                        insert into core.refused_attempt (day, reason, attempts) values
                            (:today, 'FORGED_LINK', 12), (:today, 'WRONG_CODE', 1234), (:today, 'LIMIT', 7),
                            (:today::date - 3, 'CLOSED_LINK', 41), (:today::date - 20, 'FORGED_STATE', 1),
                            (:today::date - 20, 'REPLAYED', 3)
                        on conflict (day, reason) do update set attempts = refused_attempt.attempts + excluded.attempts
                        """).param("today", LocalDate.now(clock)).update();
    }

    /** The address with everything looked up that stands in braces. */
    String in(String path) {
        return NAME.matcher(path)
                .replaceAll(name -> Matcher.quoteReplacement(
                        Optional.ofNullable(samples.get(name.group(1))).orElseThrow()));
    }

    private String one(String sql) {
        return db.sql(sql).query(String.class).single();
    }
}
