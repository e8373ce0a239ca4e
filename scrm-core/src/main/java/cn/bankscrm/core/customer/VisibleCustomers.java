package cn.bankscrm.core.customer;

import cn.bankscrm.core.scope.DataScope;

/**
 * Which customers a scope holds, as SQL. A customer is seen where their manager holds a post today; one whom nobody in
 * post manages is seen from their home institution. The parameters are {@code :root} and {@code :today}. For the
 * queries of the core; who has a {@link SeenCustomer} need not ask again.
 */
public final class VisibleCustomers {

    /** A manager of customer {@code c} who holds a post today. */
    private static final String MANAGED = """
            select from core.assignment a
            join core.staff_post p on p.staff_id = a.staff_id
                and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
            where a.customer_id = c.id
                and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)""";

    private static final String SUBTREE = "select institution_id from core.institution_path where ancestor_id = :root";

    private VisibleCustomers() {}

    /** A condition on customer {@code c}. */
    public static String in(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    (exists (%1$s and p.institution_id in (%2$s))
                        or c.institution_id in (%2$s) and not exists (%1$s))""".formatted(MANAGED, SUBTREE);
            case DataScope.OwnCustomers(var staff) -> """
                    exists (
                        select from core.assignment a
                        where a.customer_id = c.id and a.staff_id = :root
                            and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today))""";
            case DataScope.Nothing() -> "false";
        };
    }

    /**
     * The ids of the same customers, found from the scope's side: for lists, where the scope may be one outlet of a
     * large bank and looking at every customer of the bank would take too long.
     */
    public static String idsIn(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "select c.id from core.customer c";
            case DataScope.Subtree(var institution) -> """
                    select a.customer_id as id
                    from core.staff_post p
                    join core.assignment a on a.staff_id = p.staff_id
                        and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
                    where p.institution_id in (%2$s)
                        and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                    union all
                    select c.id from core.customer c
                    where c.institution_id in (%2$s) and not exists (%1$s)""".formatted(MANAGED, SUBTREE);
            case DataScope.OwnCustomers(var staff) -> """
                    select a.customer_id as id
                    from core.assignment a
                    where a.staff_id = :root
                        and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)""";
            case DataScope.Nothing() -> "select c.id from core.customer c where false";
        };
    }

    /** A condition on a member of staff {@code s} whom the scope's owner may see by name. */
    public static String staffIn(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    exists (
                        select from core.staff_post p
                        where p.staff_id = s.id and p.valid_from <= :today
                            and (p.valid_to is null or p.valid_to >= :today) and p.institution_id in (%s))""".formatted(SUBTREE);
            case DataScope.OwnCustomers(var staff) -> "s.id = :root";
            case DataScope.Nothing() -> "false";
        };
    }

    public static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> 0;
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.Nothing() -> 0;
        };
    }
}
