package cn.bankscrm.core.scope;

import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.institution.InstitutionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The tree of institutions as far as somebody may see it: what lies outside their subtree does not exist, and those who
 * see single customers only, or none, see no tree.
 */
@Component
@Transactional(readOnly = true)
public class VisibleInstitutions {

    private static final String NODE = """
            select i.id, i.code, i.name, i.level,
                exists (select from core.institution b where b.parent_id = i.id) as branches
            from core.institution i
            """;

    private final JdbcClient db;

    VisibleInstitutions(JdbcClient db) {
        this.db = db;
    }

    /** Where the tree begins: head office, or the institution of the scope. */
    public Optional<InstitutionNode> top(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() ->
                db.sql(NODE + "where i.parent_id is null")
                        .query(VisibleInstitutions::node)
                        .optional();
            case DataScope.Subtree(var institution) ->
                db.sql(NODE + "where i.id = :id")
                        .param("id", institution.value())
                        .query(VisibleInstitutions::node)
                        .optional();
            case DataScope.OwnCustomers(var staff) -> Optional.empty();
            case DataScope.Nothing() -> Optional.empty();
        };
    }

    public Optional<InstitutionNode> find(InstitutionCode code, DataScope scope) {
        return db.sql(NODE + "where i.code = :code and " + within(scope))
                .param("code", code.value())
                .param("root", root(scope))
                .query(VisibleInstitutions::node)
                .optional();
    }

    /** The institutions from the top of the tree down to one, which is the last. */
    public List<InstitutionNode> path(InstitutionId institution, DataScope scope) {
        return db.sql(NODE + """
                        join core.institution_path up on up.ancestor_id = i.id
                        where up.institution_id = :id and\s""" + within(scope) + " order by up.depth desc")
                .param("id", institution.value())
                .param("root", root(scope))
                .query(VisibleInstitutions::node)
                .list();
    }

    /** The institutions right below one, by code. */
    public List<InstitutionNode> children(InstitutionId institution, DataScope scope) {
        return db.sql(NODE + "where i.parent_id = :id and " + within(scope) + " order by i.code")
                .param("id", institution.value())
                .param("root", root(scope))
                .query(VisibleInstitutions::node)
                .list();
    }

    /**
     * Institutions whose name holds the text, or whose code begins with it; the highest first.
     *
     * @param most at most so many
     */
    public List<InstitutionNode> named(String text, int most, DataScope scope) {
        return db.sql(NODE + """
                        where (strpos(lower(i.name), lower(:text)) > 0 or starts_with(i.code, :text)) and\s""" + within(scope) + " order by i.level, i.code limit :most")
                .param("text", text)
                .param("most", most)
                .param("root", root(scope))
                .query(VisibleInstitutions::node)
                .list();
    }

    private static String within(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                "i.id in (select institution_id from core.institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
    }

    private static long root(DataScope scope) {
        return scope instanceof DataScope.Subtree(var institution) ? institution.value() : 0;
    }

    private static InstitutionNode node(ResultSet row, int number) throws SQLException {
        return new InstitutionNode(
                new InstitutionId(row.getLong("id")),
                new InstitutionCode(row.getString("code")),
                row.getString("name"),
                row.getInt("level"),
                row.getBoolean("branches"));
    }
}
