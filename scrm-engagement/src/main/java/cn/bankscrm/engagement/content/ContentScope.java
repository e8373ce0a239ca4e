package cn.bankscrm.engagement.content;

import cn.bankscrm.core.scope.DataScope;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Whose content somebody comes to see: of the institutions in their scope all of it, of those above what is published,
 * for that is what they may use; of others none.
 */
@Component
class ContentScope {

    private final ContentRows rows;

    ContentScope(ContentRows rows) {
        this.rows = rows;
    }

    /**
     * That the institution lies in the scope. Whoever sees single customers only writes nothing, and sees no drafts.
     */
    String within(String column, DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                column + " in (select institution_id from core.pub_institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
    }

    /** That it is the one they look from, or lies above it. */
    String above(String column, DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                column + " in (select ancestor_id from core.pub_institution_path where institution_id = :root)";
            case DataScope.OwnCustomers(var staff) -> column + """
                     in (
                        select u.ancestor_id from core.pub_staff_post p
                        join core.pub_institution_path u on u.institution_id = p.institution_id
                        where p.staff_id = :root and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today))
                    """;
            case DataScope.Nothing() -> "false";
        };
    }

    Map<String, Object> params(DataScope scope) {
        Map<String, Object> params = new HashMap<>();
        params.put("today", rows.today());
        switch (scope) {
            case DataScope.Subtree(var institution) -> params.put("root", institution.value());
            case DataScope.OwnCustomers(var staff) -> params.put("root", staff.value());
            case DataScope.WholeBank() -> params.put("root", 0L);
            case DataScope.Nothing() -> params.put("root", 0L);
        }
        return params;
    }
}
