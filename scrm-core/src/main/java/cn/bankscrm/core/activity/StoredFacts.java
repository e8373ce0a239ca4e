package cn.bankscrm.core.activity;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Facts of the core's own tables.
 *
 * @param sql a query of {@code at, id, kind, staff_id, contact_id, details} for the customer {@code :customer}; a text
 *     {@code {fits}} in it stands for the conditions, on an alias {@code f}
 */
record StoredFacts(JdbcClient db, String zone, String name, Set<TimeLineKind> kinds, String sql)
        implements TimeLineSource {

    /** Conditions that let an index on time stop early. */
    private static final String FITS = """
            (f.at, f.id) < (:before, :beforeId) and f.at >= :from and f.kind = any(:kinds)
                and (:staff::bigint is null or f.staff_id = :staff) order by f.at desc, f.id desc limit :most""";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Object>> DETAILS = new TypeReference<>() {};

    @Override
    public List<TimeLineFact> facts(TimeLineQuery query) {
        return db.sql(sql.replace("{fits}", FITS))
                .param("customer", query.customer().value())
                .param("zone", zone)
                .param("before", utc(query.before()))
                .param("beforeId", query.beforeId())
                .param("from", utc(query.from()))
                .param("kinds", query.kinds().stream().map(Enum::name).toArray(String[]::new))
                .param("staff", query.staff() == null ? null : query.staff().value())
                .param("most", query.most())
                .query(StoredFacts::fact)
                .list();
    }

    private static TimeLineFact fact(ResultSet row, int number) throws SQLException {
        Long staff = row.getObject("staff_id", Long.class);
        Long contact = row.getObject("contact_id", Long.class);
        Map<String, String> details = new HashMap<>();
        JSON.readValue(row.getString("details"), DETAILS).forEach((name, value) -> {
            if (value != null) {
                details.put(name, value.toString());
            }
        });
        return new TimeLineFact(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getLong("id"),
                TimeLineKind.valueOf(row.getString("kind")),
                staff == null ? null : new StaffId(staff),
                contact == null ? null : new ExternalContactId(contact),
                details);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
