package cn.bankscrm.core.tag;

import cn.bankscrm.core.scope.DataScope;

/**
 * How many carry a tag, as SQL for tag {@code t} of group {@code g}: friends of staff in the scope, or customers whose
 * manager is in it. The parameters are {@code :root}, {@code :today} and {@code :counted}, where the count stops.
 */
final class TagUse {

    private TagUse() {}

    static String count(DataScope scope) {
        return """
                case when g.kind = 'OWN' then
                    (select count(*) from (select 1 from core.customer_tag c where c.tag_id = t.id and %s limit :counted) x)
                else
                    (select count(*) from (
                        select 1 from core.friend_link_tag f join core.friend_link l on l.id = f.link_id
                        where f.tag_id = t.id and l.ended_at is null and %s limit :counted) x)
                end""".formatted(ofCustomer(scope), ofStaff(scope, "l.staff_id"));
    }

    private static String ofCustomer(DataScope scope) {
        return scope instanceof DataScope.WholeBank ? "true" : """
                exists (select from core.assignment a
                        where a.customer_id = c.customer_id and %s
                          and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today))""".formatted(ofStaff(scope, "a.staff_id"));
    }

    static String ofStaff(DataScope scope, String staff) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    exists (select from core.staff_post p join core.institution_path i on i.institution_id = p.institution_id
                            where p.staff_id = %s and i.ancestor_id = :root
                              and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today))""".formatted(staff);
            case DataScope.OwnCustomers(var own) -> staff + " = :root";
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
