package cn.bankscrm.core.segment;

import cn.bankscrm.core.segment.SegmentRule.Active;
import cn.bankscrm.core.segment.SegmentRule.Age;
import cn.bankscrm.core.segment.SegmentRule.All;
import cn.bankscrm.core.segment.SegmentRule.Any;
import cn.bankscrm.core.segment.SegmentRule.Assets;
import cn.bankscrm.core.segment.SegmentRule.AttributeAtLeast;
import cn.bankscrm.core.segment.SegmentRule.AttributeIn;
import cn.bankscrm.core.segment.SegmentRule.Condition;
import cn.bankscrm.core.segment.SegmentRule.Delivered;
import cn.bankscrm.core.segment.SegmentRule.Holding;
import cn.bankscrm.core.segment.SegmentRule.HomeInstitution;
import cn.bankscrm.core.segment.SegmentRule.NoContact;
import cn.bankscrm.core.segment.SegmentRule.Not;
import cn.bankscrm.core.segment.SegmentRule.Province;
import cn.bankscrm.core.segment.SegmentRule.Tagged;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds what is wrong with a rule before anything is computed by it. */
@Component
@Transactional(readOnly = true)
public class RuleCheck {

    static final int MOST_CONDITIONS = 60;
    static final int DEEPEST = 5;
    private static final int OLDEST = 150;
    private static final int LONGEST_DAYS = 3_660;
    private static final BigDecimal MOST = new BigDecimal("10000000000000");

    private final JdbcClient db;

    RuleCheck(JdbcClient db) {
        this.db = db;
    }

    /** @return nothing when the rule can be computed */
    public List<RuleProblem> problems(SegmentRule rule) {
        List<RuleProblem> problems = new ArrayList<>();
        if (count(rule) > MOST_CONDITIONS) {
            problems.add(RuleProblem.at("", "tooMany", Integer.toString(MOST_CONDITIONS)));
        }
        check(rule, "", 1, problems);
        return problems;
    }

    private static int count(SegmentRule rule) {
        return switch (rule) {
            case All(var of) -> of.stream().mapToInt(RuleCheck::count).sum();
            case Any(var of) -> of.stream().mapToInt(RuleCheck::count).sum();
            case Not(var of) -> count(of);
            case Condition condition -> 1;
        };
    }

    private void check(SegmentRule rule, String path, int depth, List<RuleProblem> problems) {
        if (depth > DEEPEST) {
            problems.add(RuleProblem.at(path, "tooDeep", Integer.toString(DEEPEST)));
            return;
        }
        switch (rule) {
            case All(var of) -> parts(of, path, depth, problems);
            case Any(var of) -> parts(of, path, depth, problems);
            case Not(var of) -> check(of, path, depth, problems);
            case Condition condition -> condition(condition, path, problems);
        }
    }

    private void parts(List<SegmentRule> parts, String path, int depth, List<RuleProblem> problems) {
        if (parts.isEmpty()) {
            problems.add(RuleProblem.at(path, "emptyGroup"));
        }
        for (int i = 0; i < parts.size(); i++) {
            check(parts.get(i), path.isEmpty() ? Integer.toString(i) : path + "." + i, depth + 1, problems);
        }
    }

    private void condition(Condition condition, String path, List<RuleProblem> problems) {
        String code = switch (condition) {
            case Assets(var from, var below) -> assets(from, below);
            case Age(var from, var to) -> age(from, to);
            case HomeInstitution(var institution) ->
                known("select exists (select from core.institution where code = :key)", institution)
                        ? ""
                        : "noInstitution";
            case Province(var codes, var place) ->
                codes.isEmpty()
                        ? "noProvinceChosen"
                        : codes.stream().allMatch(text -> text.matches("[0-9]{6}")) ? "" : "provinceCode";
            case Delivered(var segment) ->
                known("select exists (select from core.segment where kind = 'DELIVERED' and name = :key)", segment)
                        ? ""
                        : "noDelivered";
            case Holding holding -> holding(holding);
            case Tagged(var tag) ->
                !known("select exists (select from core.tag where id = :key and not deleted)", tag)
                        ? "noTag"
                        : known("select exists (select from core.tag where id = :key and segment_id is null)", tag)
                                ? ""
                                : "ruleTag";
            case AttributeIn(var attribute, var values) ->
                attribute.isBlank() ? "noAttribute" : values.isEmpty() ? "noValues" : "";
            case AttributeAtLeast(var attribute, var value) -> attribute.isBlank() ? "noAttribute" : "";
            case NoContact(var days) -> days(days);
            case Active(var kinds, var days, var atLeast) ->
                kinds.isEmpty() ? "noKinds" : atLeast < 1 || atLeast > 1_000 ? "times" : days(days);
            case SegmentRule.Account account -> "";
            case SegmentRule.Certified certified -> "";
            case SegmentRule.OwnFriend friend -> "";
        };
        if (!code.isEmpty()) {
            problems.add(RuleProblem.at(path, code));
        }
    }

    private static String assets(@Nullable BigDecimal from, @Nullable BigDecimal below) {
        if (from == null && below == null) {
            return "noAmount";
        }
        if (amount(from) || amount(below)) {
            return "amount";
        }
        return from != null && below != null && from.compareTo(below) >= 0 ? "amountOrder" : "";
    }

    private static boolean amount(@Nullable BigDecimal amount) {
        return amount != null && (amount.signum() < 0 || amount.compareTo(MOST) > 0 || amount.scale() > 2);
    }

    private static String age(@Nullable Integer from, @Nullable Integer to) {
        if (from == null && to == null) {
            return "noAge";
        }
        if ((from != null && from > OLDEST) || (to != null && to > OLDEST)) {
            return "age";
        }
        return from != null && to != null && from > to ? "ageOrder" : "";
    }

    private static String holding(Holding holding) {
        Integer within = holding.maturingWithin();
        return amount(holding.atLeast()) ? "amount" : within == null ? "" : days(within);
    }

    private static String days(int days) {
        return days < 0 || days > LONGEST_DAYS ? "days" : "";
    }

    private boolean known(String sql, Object key) {
        return db.sql(sql).param("key", key).query(Boolean.class).single();
    }
}
