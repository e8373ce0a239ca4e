package cn.bankscrm.core.activity;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
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
    private final Clock clock;

    Activities(JdbcTemplate db, Clock clock) {
        this.db = db;
        this.clock = clock;
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
        new LastContacts(db, clock.getZone()).learn(activities);
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
