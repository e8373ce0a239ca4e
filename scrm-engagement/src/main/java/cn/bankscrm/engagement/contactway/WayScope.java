package cn.bankscrm.engagement.contactway;

import cn.bankscrm.core.scope.DataScope;

/** Which codes a scope holds: those of the subtree's institutions; one's own are those that lead to oneself. */
final class WayScope {

    private WayScope() {}

    /** A condition on code {@code w}; the parameter is {@code :root}. */
    static String in(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                "w.institution_id in (select institution_id from core.pub_institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) ->
                "exists (select from engagement.contact_way_member o where o.way_id = w.id and o.staff_id = :root)";
            case DataScope.Nothing() -> "false";
        };
    }

    /** A condition on an add {@code a} of such a code: one's own figures are of one's own friends. */
    static String adds(DataScope scope) {
        return scope instanceof DataScope.OwnCustomers ? "a.staff_id = :root" : "true";
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
