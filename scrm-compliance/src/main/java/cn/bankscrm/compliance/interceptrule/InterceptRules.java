package cn.bankscrm.compliance.interceptrule;

import java.util.List;
import java.util.Optional;

/**
 * The corp's intercept rules as WeCom keeps them. An app changes only rules that it made. Every call is answered by
 * WeCom as it stands at that moment; none is to be made inside a transaction, and each throws
 * {@link InterceptRuleFailure} when there is no usable answer.
 */
public interface InterceptRules {

    /** Whether the platform may ask WeCom at all. */
    boolean available();

    /** All rules of the corp, others' too. */
    List<Listed> list();

    /** @return empty when there is no such rule any more */
    Optional<InterceptRule> read(String id);

    /** @return WeCom's id of the new rule */
    String add(InterceptRule rule);

    /** Makes a rule that is like {@code before} be like {@code after}, by as few calls as there can be. */
    void update(String id, InterceptRule before, InterceptRule after);

    /** A rule that is not there any more is no failure. */
    void remove(String id);

    /** Whom a reach means at WeCom; empty when there is nobody. */
    Audience audience(RuleReach reach);

    /** A rule by its id and its name. */
    record Listed(String id, String name) {}
}
