package cn.bankscrm.core.importing;

import cn.bankscrm.core.customer.CustomerFactsChanged;
import cn.bankscrm.core.customer.CustomerId;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads whom an import touched, and since when. */
final class TouchedCustomers {

    private TouchedCustomers() {}

    /** @param query gives customer_id and since for everyone touched; a customer may come more than once */
    static List<Object> of(Stage stage, String query) {
        LocalDate since = stage.sql("select min(since) from (" + query + ") touched")
                .query((row, n) -> Optional.ofNullable(row.getObject(1, LocalDate.class)))
                .single()
                .orElse(null);
        if (since == null) {
            return List.of();
        }
        Set<CustomerId> customers = new HashSet<>();
        stage.sql("select distinct customer_id from (" + query + ") touched limit "
                        + (CustomerFactsChanged.NAMED_AT_MOST + 1))
                .query(row -> {
                    customers.add(new CustomerId(row.getLong(1)));
                });
        return List.of(
                customers.size() > CustomerFactsChanged.NAMED_AT_MOST
                        ? CustomerFactsChanged.ofAny(since)
                        : new CustomerFactsChanged(customers, since));
    }
}
