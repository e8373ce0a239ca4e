package cn.bankscrm.wecom.interceptrule;

import cn.bankscrm.compliance.interceptrule.Audience;
import cn.bankscrm.compliance.interceptrule.InterceptRule;
import cn.bankscrm.compliance.interceptrule.InterceptRuleFailure;
import cn.bankscrm.compliance.interceptrule.InterceptRules;
import cn.bankscrm.compliance.interceptrule.RuleKind;
import cn.bankscrm.compliance.interceptrule.RuleReach;
import cn.bankscrm.wecom.client.WeComApi;
import cn.bankscrm.wecom.client.WeComApp;
import cn.bankscrm.wecom.client.WeComFailure;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Intercept rules by WeCom's API.
 *
 * <p>Source: developer.work.weixin.qq.com, page 95097 (管理聊天敏感词), as read 2026-07.
 */
@Component
class WeComInterceptRules implements InterceptRules {

    private static final int BLOCKS = 1;
    private static final int WARNS = 2;

    private final WeComApi api;
    private final AudienceQueries audiences;

    WeComInterceptRules(WeComApi api, AudienceQueries audiences) {
        this.api = api;
        this.audiences = audiences;
    }

    private record RuleList(@Nullable List<ListedRule> ruleList) {}

    private record ListedRule(
            @Nullable String ruleId, @Nullable String ruleName) {}

    private record OneRule(@Nullable Detail rule) {}

    /** What is blocked beside words stands in the rule by the sample, in {@code extra_rule} by the table. */
    private record Detail(
            @Nullable String ruleName,
            @Nullable List<String> wordList,
            @Nullable List<Integer> semanticsList,
            @Nullable ExtraRule extraRule,
            @Nullable Integer interceptType,
            @Nullable Range applicableRange) {}

    private record ExtraRule(@Nullable List<Integer> semanticsList) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Range(
            @Nullable List<String> userList, @Nullable List<Long> departmentList) {

        static Range of(Collection<String> users, Collection<Long> departments) {
            return new Range(List.copyOf(users), List.copyOf(departments));
        }
    }

    private record NewRule(String ruleName, List<String> wordList, int interceptType, Range applicableRange) {}

    private record MadeRule(@Nullable String ruleId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Change(
            String ruleId,
            String ruleName,
            @Nullable List<String> wordList,
            @Nullable ExtraRule extraRule,
            int interceptType,
            @Nullable Range addApplicableRange,
            @Nullable Range removeApplicableRange) {}

    private record Nothing() {}

    @Override
    public boolean available() {
        return api.knows(WeComApp.CUSTOMER);
    }

    @Override
    public List<Listed> list() {
        return asking(() -> api.get(
                WeComApp.CUSTOMER,
                "externalcontact/get_intercept_rule_list",
                Map.of(),
                RuleList.class,
                answer -> Optional.ofNullable(answer.ruleList()).orElse(List.of()).stream()
                        .map(rule -> new Listed(
                                WeComApi.need(rule.ruleId(), "rule_id"), WeComApi.need(rule.ruleName(), "rule_name")))
                        .toList()));
    }

    @Override
    public Optional<InterceptRule> read(String id) {
        try {
            return Optional.of(post(
                    "externalcontact/get_intercept_rule",
                    Map.of("rule_id", id),
                    OneRule.class,
                    answer -> rule(WeComApi.need(answer.rule(), "rule"))));
        } catch (InterceptRuleFailure failure) {
            return gone(failure);
        }
    }

    @Override
    public String add(InterceptRule rule) {
        NewRule body = new NewRule(
                rule.name(),
                List.copyOf(rule.words()),
                type(rule.kind()),
                Range.of(rule.audience().users(), rule.audience().departments()));
        return post(
                "externalcontact/add_intercept_rule",
                body,
                MadeRule.class,
                answer -> WeComApi.need(answer.ruleId(), "rule_id"));
    }

    @Override
    public void update(String id, InterceptRule before, InterceptRule after) {
        List<Range> added = ranges(before.audience(), after.audience());
        List<Range> removed = ranges(after.audience(), before.audience());
        for (int call = 0; call < Math.max(1, Math.max(added.size(), removed.size())); call++) {
            Change change = new Change(
                    id,
                    after.name(),
                    call > 0 || before.words().equals(after.words()) ? null : List.copyOf(after.words()),
                    before.patterns() && call == 0 ? new ExtraRule(List.of()) : null,
                    type(after.kind()),
                    call < added.size() ? added.get(call) : null,
                    call < removed.size() ? removed.get(call) : null);
            post("externalcontact/update_intercept_rule", change, Nothing.class, answer -> true);
        }
    }

    @Override
    public void remove(String id) {
        try {
            post("externalcontact/del_intercept_rule", Map.of("rule_id", id), Nothing.class, answer -> true);
        } catch (InterceptRuleFailure failure) {
            gone(failure);
        }
    }

    @Override
    public Audience audience(RuleReach reach) {
        return audiences.of(reach);
    }

    /** What is in {@code wanted} and not in {@code known}, in pieces that a call takes. */
    private static List<Range> ranges(Audience known, Audience wanted) {
        List<String> users = without(wanted.users(), known.users());
        List<Long> departments = without(wanted.departments(), known.departments());
        List<Range> ranges = new ArrayList<>();
        for (int from = 0; from < Math.max(users.size(), departments.size()); from += Audience.MOST) {
            ranges.add(Range.of(piece(users, from), piece(departments, from)));
        }
        return ranges;
    }

    private static <T> List<T> without(Collection<T> wanted, Collection<T> known) {
        return wanted.stream().filter(each -> !known.contains(each)).toList();
    }

    private static <T> List<T> piece(List<T> all, int from) {
        return all.subList(Math.min(from, all.size()), Math.min(from + Audience.MOST, all.size()));
    }

    private static InterceptRule rule(Detail detail) {
        Range range = Optional.ofNullable(detail.applicableRange()).orElse(Range.of(List.of(), List.of()));
        List<Integer> patterns = new ArrayList<>(orEmpty(detail.semanticsList()));
        if (detail.extraRule() != null) {
            patterns.addAll(orEmpty(detail.extraRule().semanticsList()));
        }
        return new InterceptRule(
                WeComApi.need(detail.ruleName(), "rule_name"),
                kind(WeComApi.need(detail.interceptType(), "intercept_type")),
                new TreeSet<>(orEmpty(detail.wordList())),
                new Audience(new TreeSet<>(orEmpty(range.departmentList())), new TreeSet<>(orEmpty(range.userList()))),
                !patterns.isEmpty());
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return Optional.ofNullable(list).orElse(List.of());
    }

    private static int type(RuleKind kind) {
        return kind == RuleKind.BLOCK ? BLOCKS : WARNS;
    }

    private static RuleKind kind(int type) {
        return switch (type) {
            case BLOCKS -> RuleKind.BLOCK;
            case WARNS -> RuleKind.WARN;
            default -> throw new IllegalArgumentException("Unknown type of intercept rule");
        };
    }

    private <A, T> T post(String path, Object body, Class<A> answer, Function<A, T> translation) {
        return asking(() -> api.post(WeComApp.CUSTOMER, path, body, answer, translation));
    }

    private static <T> Optional<T> gone(InterceptRuleFailure failure) {
        if (failure.kind() == InterceptRuleFailure.Kind.GONE) {
            return Optional.empty();
        }
        throw failure;
    }

    private static <T> T asking(Supplier<T> call) {
        try {
            return call.get();
        } catch (WeComFailure failure) {
            throw new InterceptRuleFailure(
                    kind(failure), failure.code(), failure.retryAfter().orElse(null));
        }
    }

    private static InterceptRuleFailure.Kind kind(WeComFailure failure) {
        if (failure.saysForbidden()) {
            return InterceptRuleFailure.Kind.FORBIDDEN;
        }
        return failure.interceptRefusal()
                .orElse(
                        switch (failure.kind()) {
                            case RATE_LIMITED -> InterceptRuleFailure.Kind.RATE_LIMITED;
                            case BUSY, UNREACHABLE -> InterceptRuleFailure.Kind.UNREACHABLE;
                            case TOKEN -> InterceptRuleFailure.Kind.FORBIDDEN;
                            case NOT_VISIBLE, INVALID -> InterceptRuleFailure.Kind.REFUSED;
                            case MALFORMED -> InterceptRuleFailure.Kind.MALFORMED;
                        });
    }
}
