package cn.bankscrm.simulator.generate;

import java.util.List;

/** Positions, and how often each is held. */
final class Positions {
    static final String SUB_BRANCH_HEAD = "支行行长";
    static final String OUTLET_HEAD = "网点负责人";
    static final String BRANCH_HEAD = "分行行长";

    private static final List<String> HEAD_OFFICE = List.of("行长", "网金部经理", "个金部经理", "零售部经理", "合规经理", "网金部专员", "零售部专员");
    private static final List<String> BRANCH = List.of("副行长", "个金部经理", "零售部经理", "合规经理", "个金部专员");
    private static final List<String> FRONT =
            List.of("客户经理", "客户经理", "客户经理", "客户经理", "客户经理", "理财经理", "理财经理", "柜员", "柜员", "大堂经理");

    private Positions() {}

    /** The position of the n-th person of an institution. */
    static String at(Institution institution, int number, Dice dice) {
        return switch (institution.level()) {
            case 1 -> HEAD_OFFICE.get(number % HEAD_OFFICE.size());
            case Institution.BRANCH -> number == 0 ? BRANCH_HEAD : BRANCH.get((number - 1) % BRANCH.size());
            case Institution.SUB_BRANCH -> number == 0 ? SUB_BRANCH_HEAD : number == 1 ? "客户经理" : dice.pick(FRONT);
            default -> number == 0 ? "客户经理" : number == 1 ? OUTLET_HEAD : dice.pick(FRONT);
        };
    }

    /** Whether customers are assigned to somebody in this position. */
    static boolean managing(String position) {
        return share(position) > 0;
    }

    /** How many customers, against a customer manager's. */
    static double share(String position) {
        return switch (position) {
            case "客户经理" -> 1;
            case "理财经理" -> 0.7;
            case "柜员" -> 0.15;
            case SUB_BRANCH_HEAD, OUTLET_HEAD -> 0.25;
            default -> 0;
        };
    }
}
