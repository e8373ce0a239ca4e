package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.reading.Officer;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Hands reviews out evenly: to whoever has the fewest among those who may. */
final class Assigning {

    private final List<Officer> officers;

    /** Reviews that wait, by account in lower case. */
    private final Map<String, Integer> load;

    /** @param load reviews that wait already, by account in lower case */
    Assigning(List<Officer> officers, Map<String, Integer> load) {
        this.officers = officers;
        this.load = new HashMap<>(load);
    }

    /**
     * @param staff whose conversation it is
     * @param above where they stand, with all institutions above
     * @param not who judges it already, as accounts
     * @return empty when nobody may: it then waits for somebody who will
     */
    Optional<Officer> next(StaffId staff, Set<InstitutionId> above, Set<String> not) {
        Set<String> taken = not.stream().map(Assigning::key).collect(Collectors.toSet());
        Optional<Officer> chosen = officers.stream()
                .filter(officer -> may(officer, staff, above) && !taken.contains(key(officer.account())))
                .min(Comparator.comparingInt((Officer officer) -> load.getOrDefault(key(officer.account()), 0))
                        .thenComparing(officer -> key(officer.account())));
        chosen.ifPresent(officer -> load.merge(key(officer.account()), 1, Integer::sum));
        return chosen;
    }

    static boolean may(Officer officer, StaffId staff, Set<InstitutionId> above) {
        return above.contains(officer.institution())
                && officer.self().filter(staff::equals).isEmpty();
    }

    static String key(String account) {
        return account.toLowerCase(Locale.ROOT);
    }
}
