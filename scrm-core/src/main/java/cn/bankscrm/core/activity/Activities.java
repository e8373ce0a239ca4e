package cn.bankscrm.core.activity;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Writes what happened with customers; the same thing reported again changes nothing. */
@Component
public class Activities {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate db;

    Activities(JdbcTemplate db) {
        this.db = db;
    }

    @Transactional
    public void record(Activity activity) {
        record(List.of(activity));
    }

    @Transactional
    public void record(Collection<Activity> activities) {
        db.batchUpdate("""
                insert into core.activity (at, kind, customer_id, contact_id, staff_id, source, details)
                values (?, ?, ?, ?, ?, ?, ?::jsonb)
                on conflict (at, source) do nothing
                """, activities.stream().map(this::row).toList());
        List<Object[]> contacts = activities.stream()
                .filter(activity -> activity.kind().effectiveContact())
                .filter(activity -> activity.customer() != null && activity.staff() != null)
                .map(activity -> new Object[] {
                    Objects.requireNonNull(activity.customer()).value(),
                    Objects.requireNonNull(activity.staff()).value(),
                    Timestamp.from(activity.at()),
                    activity.kind().name()
                })
                .toList();
        if (!contacts.isEmpty()) {
            db.batchUpdate("""
                    insert into core.last_contact as known (customer_id, staff_id, at, kind) values (?, ?, ?, ?)
                    on conflict (customer_id) do update
                    set staff_id = excluded.staff_id, at = excluded.at, kind = excluded.kind
                    where known.at < excluded.at
                    """, contacts);
        }
    }

    private Object[] row(Activity activity) {
        return new Object[] {
            Timestamp.from(activity.at()),
            activity.kind().name(),
            Optional.ofNullable(activity.customer()).map(CustomerId::value).orElse(null),
            Optional.ofNullable(activity.contact())
                    .map(ExternalContactId::value)
                    .orElse(null),
            Optional.ofNullable(activity.staff()).map(StaffId::value).orElse(null),
            activity.source(),
            JSON.writeValueAsString(activity.details())
        };
    }
}
