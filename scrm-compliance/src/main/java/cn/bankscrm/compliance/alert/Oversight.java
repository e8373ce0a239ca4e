package cn.bankscrm.compliance.alert;

import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose alerts and cases somebody sees: of those who worked in an institution or below it when it happened, but none
 * about themselves. Who sees the whole bank without answering for an institution, single customers or nothing sees no
 * alert.
 *
 * @param self the member of staff who looks, where they are one
 */
public record Oversight(DataScope scope, Optional<StaffId> self) {

    /** What may be seen, as a condition on {@code institution_id} of the table; takes {@link #values()}. */
    public String within(String table) {
        return switch (scope) {
            case DataScope.Subtree(var institution) -> """
                     (%1$s.institution_id in (
                         select seen.institution_id from core.pub_institution_path seen where seen.ancestor_id = :root)
                      or %1$s.institution_id is null
                         and :root = (select top.id from core.pub_institution top where top.parent_id is null))
                    """.formatted(table);
            case DataScope.WholeBank() -> " false ";
            case DataScope.OwnCustomers(var staff) -> " false ";
            case DataScope.Nothing() -> " false ";
        };
    }

    /** What the conditions take: {@code :root} and {@code :self}. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("root", scope instanceof DataScope.Subtree(var institution) ? institution.value() : 0L);
        values.put("self", self.map(StaffId::value).orElse(-1L));
        return values;
    }

    /** The same for a table of alerts or their groups, without those about whoever looks. */
    public String notOneself(String table) {
        return within(table) + " and " + table + ".staff_id is distinct from :self ";
    }

    /** Not who: this may end in a log. */
    @Override
    public String toString() {
        return "Oversight[" + scope.getClass().getSimpleName() + "]";
    }
}
