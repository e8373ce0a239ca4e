package cn.bankscrm.engagement.content;

import cn.bankscrm.core.institution.InstitutionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads what customers may be shown at this moment. Whatever sends asks here, again when it sends: what was withdrawn
 * or has run out since it was planned is not found any more.
 */
@Component
public class PublishedContents {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final Clock clock;

    PublishedContents(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    public Optional<PublishedContent> find(ContentId id) {
        return db.sql("""
                        select c.id, v.id as version_id, c.kind, c.institution_id, v.title, v.message, v.body, v.target_url, v.valid_to
                        from engagement.content c
                        join engagement.content_version v on v.content_id = c.id and v.state = 'PUBLISHED'
                        where c.id = :id and v.valid_from <= :today and (v.valid_to is null or v.valid_to >= :today)
                        """)
                .param("id", id.value())
                .param("today", LocalDate.now(clock.withZone(ZONE)))
                .query((row, number) -> read(row))
                .optional();
    }

    private static PublishedContent read(ResultSet row) throws SQLException {
        return new PublishedContent(
                new ContentId(row.getLong("id")),
                new ContentVersionId(row.getLong("version_id")),
                ContentKind.valueOf(row.getString("kind")),
                new InstitutionId(row.getLong("institution_id")),
                row.getString("title"),
                row.getString("message"),
                row.getString("body"),
                Optional.ofNullable(row.getString("target_url")),
                Optional.ofNullable(row.getObject("valid_to", LocalDate.class)));
    }
}
