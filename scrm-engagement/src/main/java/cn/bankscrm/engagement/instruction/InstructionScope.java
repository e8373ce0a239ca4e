package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.scope.DataScope;
import java.time.ZoneId;

/**
 * Which instructions somebody sees: those issued in their subtree, those that have arrived there, and those that have
 * reached themselves; and of each what lies in their subtree.
 */
final class InstructionScope {

    /** Of the business. */
    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private InstructionScope() {}

    /** A condition on {@code engagement.instruction i}; its parameter is {@code :root}. */
    static String seen(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) -> """
                    (i.institution_id in (select institution_id from core.pub_institution_path where ancestor_id = :root)
                        or exists (
                            select from engagement.instruction_institution a
                            join core.pub_institution_path u on u.institution_id = a.institution_id and u.ancestor_id = :root
                            where a.instruction_id = i.id and a.state <> 'WAITING'))
                    """;
            case DataScope.OwnCustomers(var staff) -> """
                    exists (
                        select from engagement.instruction_staff o
                        where o.instruction_id = i.id and o.staff_id = :root and o.state not in ('WAITING', 'LEFT'))
                    """;
            case DataScope.Nothing() -> "false";
        };
    }

    /** That an institution lies in the scope; its parameter is {@code :root}. */
    static String within(String column, DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                column + " in (select institution_id from core.pub_institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
    }

    static long root(DataScope scope) {
        return switch (scope) {
            case DataScope.Subtree(var institution) -> institution.value();
            case DataScope.OwnCustomers(var staff) -> staff.value();
            case DataScope.WholeBank() -> 0;
            case DataScope.Nothing() -> 0;
        };
    }
}
