package cn.bankscrm.compliance.sampling;

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

    private final List<Reviewer> reviewers;

    /** Reviews that wait, by account in lower case. */
    private final Map<String, Integer> load;

    /** @param load reviews that wait already, by account in lower case */
    Assigning(List<Reviewer> reviewers, Map<String, Integer> load) {
        this.reviewers = reviewers;
        this.load = new HashMap<>(load);
    }

    /**
     * @param staff whose conversation it is
     * @param above where they stand, with all institutions above
     * @param not who judges it already, as accounts
     * @return empty when nobody may: it then waits for somebody who will
     */
    Optional<Reviewer> next(StaffId staff, Set<InstitutionId> above, Set<String> not) {
        Set<String> taken = not.stream().map(Assigning::key).collect(Collectors.toSet());
        Optional<Reviewer> chosen = reviewers.stream()
                .filter(reviewer -> may(reviewer, staff, above) && !taken.contains(key(reviewer.account())))
                .min(Comparator.comparingInt((Reviewer reviewer) -> load.getOrDefault(key(reviewer.account()), 0))
                        .thenComparing(reviewer -> key(reviewer.account())));
        chosen.ifPresent(reviewer -> load.merge(key(reviewer.account()), 1, Integer::sum));
        return chosen;
    }

    static boolean may(Reviewer reviewer, StaffId staff, Set<InstitutionId> above) {
        return above.contains(reviewer.institution())
                && reviewer.self().filter(staff::equals).isEmpty();
    }

    static String key(String account) {
        return account.toLowerCase(Locale.ROOT);
    }
}
