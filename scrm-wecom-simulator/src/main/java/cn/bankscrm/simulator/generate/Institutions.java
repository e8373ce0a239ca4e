package cn.bankscrm.simulator.generate;

import java.util.ArrayList;
import java.util.List;

/** Lays out the tree: a branch for about six institutions, then sub-branches and outlets in equal number. */
final class Institutions {
    private static final String BANK = "云江银行";

    private Institutions() {}

    static List<Institution> make(BankPlan plan) {
        int branches = Math.max(1, Math.round((plan.institutions() - 1) / 6f));
        int below = plan.institutions() - 1 - branches;
        int subBranches = Math.max(branches, (below + 1) / 2);
        List<Institution> all = new ArrayList<>();
        all.add(new Institution("0000", BANK + "总行", "", 1, Places.HEAD_OFFICE_PROVINCE, 1));
        for (int b = 0; b < branches; b++) {
            branch(all, b, share(subBranches, branches, b), share(below - subBranches, branches, b));
        }
        return List.copyOf(all);
    }

    private static void branch(List<Institution> all, int number, int subBranches, int outlets) {
        Places.City city = Places.CITIES.get(number % Places.CITIES.size());
        String suffix = number < Places.CITIES.size() ? "" : "第" + (number / Places.CITIES.size() + 1);
        String code = "%02d00".formatted(number + 1);
        all.add(new Institution(code, city.name() + suffix + "分行", "0000", 2, city.province(), all.size() + 1L));
        int street = 0;
        for (int s = 0; s < subBranches; s++) {
            String subCode = "%02d%02d".formatted(number + 1, s + 1);
            all.add(new Institution(
                    subCode,
                    city.name() + suffix + named(city.districts(), s) + "支行",
                    code,
                    3,
                    city.province(),
                    all.size() + 1L));
            for (int o = 0; o < share(outlets, subBranches, s); o++) {
                all.add(new Institution(
                        "%s%02d".formatted(subCode, o + 1),
                        city.name() + suffix + named(city.streets(), street++) + "网点",
                        subCode,
                        4,
                        city.province(),
                        all.size() + 1L));
            }
        }
    }

    private static String named(List<String> names, int number) {
        String name = names.get(number % names.size());
        return number < names.size() ? name : name + (number / names.size() + 1);
    }

    /** The part of a whole that falls to one of several, as evenly as can be. */
    private static int share(int whole, int parts, int part) {
        return whole / parts + (part < whole % parts ? 1 : 0);
    }
}
