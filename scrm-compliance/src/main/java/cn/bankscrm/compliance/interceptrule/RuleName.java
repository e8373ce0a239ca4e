package cn.bankscrm.compliance.interceptrule;

/** By its name a rule is known as ours, to people in WeCom's admin console and to the platform. */
final class RuleName {

    private static final String PREFIX = "SCRM-";

    private RuleName() {}

    static String of(int number, RuleKind kind) {
        return "%s%s-%03d".formatted(PREFIX, kind == RuleKind.BLOCK ? "拦截" : "提示", number);
    }

    static boolean isOurs(String name) {
        return name.startsWith(PREFIX);
    }
}
