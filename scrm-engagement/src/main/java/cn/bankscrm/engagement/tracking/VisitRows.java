package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.ContentVersionId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code engagement.link_visit}. */
@Component
class VisitRows {

    private final JdbcClient db;

    VisitRows(JdbcClient db) {
        this.db = db;
    }

    /** A visit as it stands. */
    record Row(
            VisitId id,
            LinkId link,
            ContentId content,
            ContentVersionId version,
            StaffId staff,
            Reader reader,
            Reading reading) {}

    VisitId insert(Link link, ContentVersionId version, Reader reader, Instant openedAt) {
        long id = db.sql("""
                        insert into engagement.link_visit
                            (opened_at, link_id, content_id, version_id, staff_id, contact_id, visitor, parent_id, depth)
                        values (:at, :link, :content, :version, :staff, :contact, :visitor, :parent, :depth)
                        returning id
                        """)
                .param("at", Timestamp.from(openedAt))
                .param("link", link.id().value())
                .param("content", link.content().value())
                .param("version", version.value())
                .param("staff", link.staff().value())
                .param("contact", reader.contact().map(ExternalContactId::value).orElse(null))
                .param("visitor", reader.visitor())
                .param("parent", reader.parent().map(VisitId::value).orElse(null))
                .param("depth", reader.depth())
                .query(Long.class)
                .single();
        return new VisitId(id, openedAt);
    }

    Optional<Row> lock(VisitId id) {
        return db.sql("""
                        select link_id, content_id, version_id, staff_id, contact_id, visitor, depth,
                            dwell_seconds, scroll_percent, sections, target_at is not null as target
                        from engagement.link_visit where id = :id and opened_at = :at for update
                        """)
                .param("id", id.value())
                .param("at", Timestamp.from(id.openedAt()))
                .query((row, number) -> row(id, row))
                .optional();
    }

    void update(VisitId id, Reading reading, Instant now) {
        db.sql("""
                        update engagement.link_visit
                        set dwell_seconds = :dwell, scroll_percent = :scroll, sections = :sections,
                            target_at = case when :target then coalesce(target_at, :now) end
                        where id = :id and opened_at = :at
                        """)
                .param("dwell", reading.dwellSeconds())
                .param("scroll", reading.scrollPercent())
                .param(
                        "sections",
                        reading.sections().stream().map(Integer::shortValue).toArray(Short[]::new))
                .param("target", reading.target())
                .param("now", Timestamp.from(now))
                .param("id", id.value())
                .param("at", Timestamp.from(id.openedAt()))
                .update();
    }

    private static Row row(VisitId id, ResultSet row) throws SQLException {
        return new Row(
                id,
                new LinkId(row.getLong("link_id")),
                new ContentId(row.getLong("content_id")),
                new ContentVersionId(row.getLong("version_id")),
                new StaffId(row.getLong("staff_id")),
                new Reader(
                        Optional.ofNullable(row.getObject("contact_id", Long.class))
                                .map(ExternalContactId::new),
                        row.getString("visitor"),
                        row.getInt("depth"),
                        Optional.empty()),
                new Reading(
                        row.getInt("dwell_seconds"),
                        row.getInt("scroll_percent"),
                        numbers(row.getArray("sections")),
                        row.getBoolean("target")));
    }

    static NavigableSet<Integer> numbers(Array sections) throws SQLException {
        NavigableSet<Integer> numbers = new TreeSet<>();
        Arrays.stream((Short[]) sections.getArray()).map(Short::intValue).forEach(numbers::add);
        return numbers;
    }
}
