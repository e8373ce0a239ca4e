package cn.bankscrm.core.audit;

import cn.bankscrm.core.customer.SeenCustomer;
import cn.bankscrm.core.scope.DataScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the audit log, newest first. Who sees the whole bank reads everything; who sees an institution's subtree reads
 * what was done to whom and what belongs there, and nothing of the whole bank's matters; nobody else reads anything.
 */
@Component
@Transactional(readOnly = true)
public class AuditQueries {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};
    private static final int FETCH = 1_000;

    private static final String SELECT = """
            select e.at, e.id, e.actor_kind, e.actor, e.actor_name, e.actor_role, host(e.address) as address, e.action,
                e.subject_kind, e.subject_id, i.name as institution, e.reason, e.details
            from core.audit_entry e
            left join core.institution i on i.id = e.institution_id
            where\s""";

    private final JdbcClient db;

    AuditQueries(JdbcClient db) {
        this.db = db;
    }

    /**
     * @param after where the part before ended; empty for the newest
     * @param most at most so many
     */
    public List<AuditEntry> list(AuditFilter filter, Optional<AuditPosition> after, int most, DataScope scope) {
        return matching(filter, after, scope, most).query(AuditQueries::entry).list();
    }

    /** Hands over every entry that fits, one after the other. */
    public void each(AuditFilter filter, int most, DataScope scope, Consumer<AuditEntry> reader) {
        try (Stream<AuditEntry> entries =
                matching(filter, Optional.empty(), scope, most)
                        .withFetchSize(FETCH)
                        .query(AuditQueries::entry)
                        .stream()) {
            entries.forEach(reader);
        }
    }

    public Optional<AuditEntry> find(AuditPosition position, DataScope scope) {
        return db.sql(SELECT + "e.at = :at and e.id = :id and " + within(scope))
                .param("at", utc(position.at()))
                .param("id", position.id())
                .param("root", root(scope))
                .query(AuditQueries::entry)
                .optional();
    }

    /** Who looked at a customer or did something to them, as far as the reader may see the log. */
    public List<AuditEntry> of(SeenCustomer customer, int most) {
        return db.sql(SELECT + "e.subject_kind = 'CUSTOMER' and e.subject_id = :no and " + within(customer.scope())
                        + " order by e.at desc, e.id desc limit :most")
                .param("no", customer.no().value())
                .param("root", root(customer.scope()))
                .param("most", most)
                .query(AuditQueries::entry)
                .list();
    }

    /**
     * Who read a conversation of the chat archive as far as the reader may see the log, and whoever had messages of it
     * among the results of a search, newest first.
     */
    public List<AuditEntry> looks(long conversation, Instant from, int most, DataScope scope) {
        return db.sql(SELECT + "e.at >= :from and e.action = 'CHATS_READ' and e.subject_kind = 'CONVERSATION'"
                        + " and e.subject_id = :conversation::text and " + within(scope)
                        + " union all " + SELECT
                        + "e.at >= :from and e.action = 'CHATS_SEARCHED'"
                        + " and e.details -> 'conversations' @> to_jsonb(cast(:conversation as bigint))"
                        + " order by at desc, id desc limit :most")
                .param("from", utc(from))
                .param("conversation", conversation)
                .param("root", root(scope))
                .param("most", most)
                .query(AuditQueries::entry)
                .list();
    }

    private JdbcClient.StatementSpec matching(
            AuditFilter filter, Optional<AuditPosition> after, DataScope scope, int most) {
        Instant before = after.map(AuditPosition::at)
                .filter(at -> at.isBefore(filter.until()))
                .orElse(filter.until());
        return db.sql(SELECT + """
                        e.at >= :from and (e.at, e.id) < (:before, :beforeId)
                            and (:actor::text is null or e.actor = :actor)
                            and (:action::text is null or e.action = :action)
                            and (:subjectKind::text is null or e.subject_kind = :subjectKind)
                            and (:subject::text is null or e.subject_id = :subject)
                            and\s""" + within(scope) + " order by e.at desc, e.id desc limit :most")
                .param("from", utc(filter.from()))
                .param("before", utc(before))
                .param(
                        "beforeId",
                        after.filter(position -> position.at().equals(before))
                                .map(AuditPosition::id)
                                .orElse(Long.MIN_VALUE))
                .param("actor", filter.actor())
                .param(
                        "action",
                        Optional.ofNullable(filter.action()).map(Enum::name).orElse(null))
                .param(
                        "subjectKind",
                        Optional.ofNullable(filter.subjectKind())
                                .map(Enum::name)
                                .orElse(null))
                .param("subject", filter.subject())
                .param("root", root(scope))
                .param("most", most);
    }

    private static String within(DataScope scope) {
        return switch (scope) {
            case DataScope.WholeBank() -> "true";
            case DataScope.Subtree(var institution) ->
                "e.institution_id in (select institution_id from core.institution_path where ancestor_id = :root)";
            case DataScope.OwnCustomers(var staff) -> "false";
            case DataScope.Nothing() -> "false";
        };
    }

    private static long root(DataScope scope) {
        return scope instanceof DataScope.Subtree(var institution) ? institution.value() : 0;
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        Map<String, String> details = new HashMap<>();
        JSON.readValue(row.getString("details"), DETAILS).forEach((name, value) -> {
            if (value != null) {
                details.put(name, value.toString());
            }
        });
        return new AuditEntry(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("id"),
                Actor.Kind.valueOf(row.getString("actor_kind")),
                row.getString("actor"),
                row.getString("actor_name"),
                row.getString("actor_role"),
                row.getString("address"),
                AuditAction.valueOf(row.getString("action")),
                AuditSubject.Kind.valueOf(row.getString("subject_kind")),
                row.getString("subject_id"),
                row.getString("institution"),
                row.getString("reason"),
                details);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
