package cn.bankscrm.core.maintenance;

import cn.bankscrm.core.scope.DataScope;

/** Conditions on managed customers, as SQL. Parameters: {@code :today}, {@code :root}. */
final class ManagedSql {

    /** Assignment {@code a} stands today. */
    static final String STANDS = "a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)";

    private static final String IN_POST = """
            select q.staff_id from core.staff_post q
            where q.valid_from <= :today and (q.valid_to is null or q.valid_to >= :today)""";

    private ManagedSql() {}

    /** The manager of assignment {@code a} holds a post today and is in the scope. */
    static String managedIn(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "a.staff_id in (" + IN_POST + ")";
            case DataScope.Subtree(var institution) -> "a.staff_id in (" + IN_POST + """
                     and q.institution_id in (select institution_id from core.institution_path where ancestor_id = :root))""";
            case DataScope.OwnCustomers(var staff) -> "a.staff_id = :root and a.staff_id in (" + IN_POST + ")";
            case DataScope.Nothing() -> "false";
        };
    }

    static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }
}
