package cn.bankscrm.kpi.coverage;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.staff.StaffFactsChanged;
import cn.bankscrm.core.staff.StaffId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What one transaction noted: customers and staff, each with the first day on which the change is felt. */
final class Marks {

    private static final String CUSTOMERS = """
            insert into kpi.coverage_dirty (customer_id, since)
            select * from unnest(:customers::bigint[], :customersSince::text[]::date[])""";

    private static final String STAFF = """
            insert into kpi.coverage_dirty_staff (staff_id, since)
            select * from unnest(:staff::bigint[], :staffSince::text[]::date[])""";

    /** The key null stands for any customer. */
    private final Map<@Nullable Long, LocalDate> customers = new LinkedHashMap<>();

    private final Map<Long, LocalDate> staff = new LinkedHashMap<>();

    void add(CustomerFactsChanged change) {
        if (change.ofAny()) {
            customers.merge(null, change.since(), Marks::earlier);
        }
        for (CustomerId customer : change.customers()) {
            customers.merge(customer.value(), change.since(), Marks::earlier);
        }
    }

    void add(StaffFactsChanged change) {
        for (StaffId member : change.staff()) {
            staff.merge(member.value(), change.since(), Marks::earlier);
        }
    }

    void write(JdbcClient db) {
        if (customers.isEmpty() && staff.isEmpty()) {
            return;
        }
        String sql = staff.isEmpty()
                ? CUSTOMERS
                : customers.isEmpty() ? STAFF : "with noted as (" + CUSTOMERS + ")\n" + STAFF;
        db.sql(sql)
                .param("customers", customers.keySet().toArray(Long[]::new))
                .param("customersSince", texts(customers.values()))
                .param("staff", staff.keySet().toArray(Long[]::new))
                .param("staffSince", texts(staff.values()))
                .update();
    }

    private static String[] texts(Collection<LocalDate> days) {
        return days.stream().map(LocalDate::toString).toArray(String[]::new);
    }

    private static LocalDate earlier(LocalDate one, LocalDate other) {
        return one.isBefore(other) ? one : other;
    }
}
