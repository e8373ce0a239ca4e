package cn.bankscrm.engagement.sop;

import cn.bankscrm.engagement.fatigue.Decision;
import cn.bankscrm.engagement.fatigue.FatigueGuard;
import cn.bankscrm.engagement.fatigue.FatigueRules;
import cn.bankscrm.engagement.fatigue.FatigueSettings;
import cn.bankscrm.engagement.fatigue.History;
import cn.bankscrm.engagement.fatigue.Reason;
import cn.bankscrm.engagement.fatigue.Used;
import cn.bankscrm.engagement.fatigue.Wish;
import cn.bankscrm.engagement.touch.Channel;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries a plan on the thirty days before today: how many would have come in, how many touches by day and member of
 * staff, and, for a sample of customers with what they were really sent, how many the fatigue guard would have refused.
 */
@Component
public class DryRuns {

    static final int DAYS = 30;
    private static final int SAMPLE = 1_000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String WOULD = """
            ,
            {steps},
            drawn as (
                select t.*, {part} < :control as spared from scoped t),
            would as materialized (
                select t.subject, t.customer_id, t.contact_id, t.staff_id, s.number, s.channel, s.worth, {due} as due_at
                from drawn t cross join step s
                where not t.spared),
            dated as materialized (
                select w.*, (due_at at time zone 'Asia/Shanghai')::date as on_day
                from would w
                where due_at >= :beginning and due_at < :ending)
            """.replace("{steps}", PlanSql.STEPS)
            .replace("{part}", Enrolling.PART)
            .replace("{due}", PlanSql.DUE);

    private final JdbcClient db;
    private final FatigueSettings fatigue;
    private final Clock clock;

    DryRuns(JdbcClient db, FatigueSettings fatigue, Clock clock) {
        this.db = db;
        this.fatigue = fatigue;
        this.clock = clock;
    }

    /** Tries the newest version, and keeps the result beside it for whoever approves. */
    @Transactional
    public DryRun run(Plan plan, PlanVersion version) {
        db.sql("set local statement_timeout = '30s'").update();
        LocalDate today = LocalDate.ofInstant(clock.instant(), PlanSql.ZONE);
        String seed = db.sql("select seed from engagement.sop_plan where id = :id")
                .param("id", plan.id().value())
                .query(String.class)
                .single();
        Running of = new Running(
                plan.id(),
                version.id(),
                version.rule(),
                plan.state() == PlanState.DRAFT && !plan.pilots().isEmpty()
                        ? plan.pilots().stream().map(one -> one.value()).toList()
                        : List.of(plan.institution().value()),
                plan.controlShare(),
                seed);
        DryRun result = run(of, today);
        db.sql("update engagement.sop_version set dry_run = :result::jsonb, dry_run_at = :now where id = :id")
                .param("result", JSON.writeValueAsString(result))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", version.id())
                .update();
        return result;
    }

    /** As last tried. */
    @Transactional(readOnly = true)
    public Optional<DryRun> kept(PlanVersion version) {
        return db.sql("select dry_run::text from engagement.sop_version where id = :id and dry_run is not null")
                .param("id", version.id())
                .query(String.class)
                .optional()
                .map(json -> JSON.readValue(json, DryRun.class));
    }

    private DryRun run(Running of, LocalDate today) {
        LocalDate from = today.minusDays(DAYS);
        LocalDate until = today.minusDays(1);
        Map<String, Object> parameters = parameters(of, from, until, today);
        String sql = PlanSql.people(of.rule().trigger()) + WOULD;
        Map<LocalDate, Long> days = new TreeMap<>();
        from.datesUntil(today).forEach(day -> days.put(day, 0L));
        db.sql(sql + "select on_day, count(*) as touches from dated group by on_day")
                .params(parameters)
                .query(row -> {
                    days.put(row.getObject("on_day", LocalDate.class), row.getLong("touches"));
                });
        Sample sample = sample(sql, parameters);
        return db.sql(sql + """
                        select (select count(*) from drawn) as customers, (select count(*) from drawn where spared) as control,
                            (select count(distinct staff_id) from dated) as managers,
                            coalesce(max(touches), 0) as busiest, coalesce(avg(touches), 0) as usual
                        from (select staff_id, on_day, count(*) as touches from dated group by staff_id, on_day) l
                        """)
                .params(parameters)
                .query((row, number) -> new DryRun(
                        from,
                        until,
                        row.getLong("customers"),
                        row.getLong("control"),
                        days.entrySet().stream()
                                .map(day -> new DryRun.Day(day.getKey(), day.getValue()))
                                .toList(),
                        row.getLong("managers"),
                        row.getLong("busiest"),
                        row.getBigDecimal("usual").setScale(1, RoundingMode.HALF_UP),
                        sample.looked(),
                        sample.suppressed()))
                .single();
    }

    private static Map<String, Object> parameters(Running of, LocalDate from, LocalDate until, LocalDate today) {
        Map<String, Object> parameters = new LinkedHashMap<>(
                PlanSql.peopleParameters(of, from, until.plusDays(of.rule().lead()), today));
        parameters.putAll(PlanSql.stepParameters(of.rule().steps()));
        parameters.put("seed", of.seed());
        parameters.put("control", of.controlShare());
        parameters.put("beginning", at(from));
        parameters.put("ending", at(today));
        return parameters;
    }

    private record Sample(long looked, Map<String, Long> suppressed) {}

    /** One customer's wishes of the plan, and what was really done for them. */
    private static final class One {
        private final List<Wish> wishes = new ArrayList<>();
        private final List<Used> used = new ArrayList<>();
    }

    private Sample sample(String sql, Map<String, Object> parameters) {
        Map<Long, One> customers = new LinkedHashMap<>();
        db.sql(sql + """
                        , chosen as (select subject from dated group by subject order by md5(subject::text) limit :sample)
                        select subject, customer_id, contact_id, number, channel, worth, due_at
                        from dated join chosen using (subject)
                        """).params(parameters).param("sample", SAMPLE).query(row -> {
            customers
                    .computeIfAbsent(row.getLong("subject"), s -> new One())
                    .wishes
                    .add(new Wish(
                            "plan:" + row.getInt("number"),
                            row.getObject("due_at", OffsetDateTime.class).toInstant(),
                            Channel.valueOf(row.getString("channel")),
                            row.getBigDecimal("worth")));
        });
        FatigueRules rules = fatigue.rules();
        history(customers, parameters, rules);
        Map<String, Long> suppressed = new TreeMap<>();
        long looked = 0;
        for (One one : customers.values()) {
            looked += one.wishes.size();
            decide(one, rules).forEach(reason -> suppressed.merge(reason, 1L, Long::sum));
        }
        return new Sample(looked, suppressed);
    }

    private void history(Map<Long, One> customers, Map<String, Object> parameters, FatigueRules rules) {
        Long[] subjects = customers.keySet().toArray(Long[]::new);
        db.sql("""
                        select s.subject, t.key, coalesce(t.planned_for, t.wished_for) as at, t.channel
                        from unnest(:subjects) s (subject)
                        join engagement.touch t on
                            (t.customer_id = s.subject or s.subject < 0 and t.contact_id = -s.subject)
                        where t.state in ('PLANNED', 'OFFERED', 'SENT') and t.wished_for < :ending
                            and t.wished_for >= :beginning::timestamptz - make_interval(days => :before)
                        """)
                .param("subjects", subjects)
                .param("beginning", parameters.get("beginning"))
                .param("ending", parameters.get("ending"))
                .param("before", rules.longest())
                .query(row -> {
                    customers
                            .computeIfAbsent(row.getLong("subject"), s -> new One())
                            .used
                            .add(new Used(
                                    row.getString("key"),
                                    row.getObject("at", OffsetDateTime.class).toInstant(),
                                    Channel.valueOf(row.getString("channel"))));
                });
    }

    /** Day by day, as the guard itself does: the rule of each refusal. */
    private static List<String> decide(One one, FatigueRules rules) {
        Map<LocalDate, List<Wish>> byDay = new TreeMap<>();
        one.wishes.forEach(wish -> byDay.computeIfAbsent(
                        LocalDate.ofInstant(wish.wishedFor(), PlanSql.ZONE), day -> new ArrayList<>())
                .add(wish));
        List<Used> used = new ArrayList<>(one.used);
        List<String> refused = new ArrayList<>();
        byDay.forEach((day, wishes) -> {
            History history = History.none(
                            day.atTime(LocalTime.of(5, 30)).atZone(PlanSql.ZONE).toInstant())
                    .with(used);
            for (Decision decision : FatigueGuard.decide(history, wishes, rules)) {
                switch (decision) {
                    case Decision.Planned(var wish, var at) -> used.add(new Used(wish.key(), at, wish.channel()));
                    case Decision.Suppressed(var wish, var reason) -> refused.add(name(reason));
                }
            }
        });
        return refused;
    }

    private static String name(Reason reason) {
        return switch (reason) {
            case Reason.OverCap(var cap, var used) -> "CAP";
            case Reason.NoMoment(var holiday) -> holiday ? "HOLIDAY" : "QUIET";
            case Reason.OptedOut() -> "OPTED_OUT";
            case Reason.Complained(var at, var days) -> "COMPLAINT";
            case Reason.Deleted(var at, var days) -> "DELETION";
        };
    }

    private static OffsetDateTime at(LocalDate day) {
        return day.atStartOfDay(PlanSql.ZONE).toInstant().atOffset(ZoneOffset.UTC);
    }
}
