package cn.bankscrm.simulator.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How likely a customer is to be a WeCom friend, about 1 on average: branches, places, segments and managers differ,
 * and one branch lags far behind.
 */
final class Appeal {
    private static final double LEADING = 1.2;
    private static final double LAGGING = 0.58;

    private final Map<String, Double> byPlace = new HashMap<>();
    private final Map<String, Double> byBranch = new HashMap<>();

    Appeal(BankPlan plan, List<Institution> institutions) {
        Dice dice = new Dice(plan.seed(), "appeal");
        List<Institution> branches = institutions.stream()
                .filter(institution -> institution.level() == Institution.BRANCH)
                .toList();
        for (Institution branch : branches) {
            byBranch.put(branch.branchCode(), dice.between(0.9, 1.1));
        }
        byBranch.put(branches.getFirst().branchCode(), LEADING);
        if (branches.size() > 1) {
            byBranch.put(branches.getLast().branchCode(), LAGGING);
        }
        for (Institution institution : institutions) {
            byPlace.put(institution.code(), dice.between(0.72, 1.28));
        }
    }

    double of(Customer customer, double zeal) {
        return branch(customer.institution())
                * byPlace.getOrDefault(customer.institution().code(), 1.0)
                * segments(customer)
                * zeal;
    }

    double branch(Institution institution) {
        return byBranch.getOrDefault(institution.branchCode(), 1.0);
    }

    private static double segments(Customer customer) {
        double appeal = switch (customer.tier()) {
            case "私行" -> 1.15;
            case "财富" -> 1.25;
            case "贵宾" -> 1.12;
            default -> 0.9;
        };
        for (String segment : customer.segments()) {
            appeal *= switch (segment) {
                case "代发" -> 1.15;
                case "亲子" -> 1.12;
                case "老年" -> 0.72;
                case "农村" -> 0.85;
                default -> 1;
            };
        }
        return appeal;
    }
}
