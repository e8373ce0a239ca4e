package cn.bankscrm.core.activity;

import cn.bankscrm.core.customer.CustomerId;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Keeps each customer's newest effective contact, and the newest one of an earlier day: the time between the two is how
 * long the customer waited. The order in which contacts become known does not matter.
 */
final class LastContacts {

    private static final Comparator<Activity> BY_CUSTOMER_AND_TIME =
            Comparator.comparingLong((Activity activity) -> customer(activity)).thenComparing(Activity::at);

    private final JdbcTemplate db;
    private final ZoneId zone;

    LastContacts(JdbcTemplate db, ZoneId zone) {
        this.db = db;
        this.zone = zone;
    }

    void learn(Collection<Activity> activities) {
        List<Activity> contacts = activities.stream()
                .filter(activity -> activity.kind().effectiveContact())
                .filter(activity -> activity.customer() != null && activity.staff() != null)
                .sorted(BY_CUSTOMER_AND_TIME)
                .toList();
        // The driver makes one statement of a batch, and a statement may change a row only once.
        List<List<Object[]>> rounds = new ArrayList<>();
        Map<Long, Integer> seen = new HashMap<>();
        for (Activity contact : contacts) {
            int round = seen.merge(customer(contact), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(new Object[] {
                customer(contact),
                Objects.requireNonNull(contact.staff()).value(),
                Timestamp.from(contact.at()),
                contact.kind().name()
            });
        }
        rounds.forEach(this::write);
    }

    private void write(List<Object[]> rows) {
        db.batchUpdate(LearnedContacts.merging("values (?, ?, ?, ?)", zone), rows);
    }

    private static long customer(Activity activity) {
        return Optional.ofNullable(activity.customer()).map(CustomerId::value).orElse(0L);
    }
}
