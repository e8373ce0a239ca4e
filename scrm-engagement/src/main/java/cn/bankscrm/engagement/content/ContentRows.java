package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.VerdictId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.staff.StaffNo;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of content and its versions, as those who change them read and write them. */
@Component
class ContentRows {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final Clock clock;

    ContentRows(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    LocalDate today() {
        return LocalDate.now(clock.withZone(ZONE));
    }

    Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    ContentId begin(Writer writer, ContentKind kind) {
        return db.sql("""
                        insert into engagement.content (kind, institution_id, author, author_staff_id, made_at)
                        values (:kind, :institution, :author,
                            (select id from core.pub_staff where staff_no = :staff), :now)
                        returning id
                        """)
                .param("kind", kind.name())
                .param("institution", writer.institution().value())
                .param("author", writer.account())
                .param("staff", writer.staff().map(StaffNo::value).orElse(null))
                .param("now", now())
                .query((row, n) -> new ContentId(row.getLong("id")))
                .single();
    }

    /** The next version of it, open. */
    ContentVersionId beginVersion(ContentId content, Manuscript manuscript, String writtenBy) {
        ContentVersionId id = db.sql("""
                        insert into engagement.content_version
                            (content_id, number, state, title, message, body, target_url, interest_tag_id, segment_ids,
                             valid_from, valid_to, written_by, written_at)
                        select :content, coalesce(max(number), 0) + 1, 'DRAFT', :title, :message, :body, :target,
                            :interest, :segments::smallint[], :from, :to, :by, :now
                        from engagement.content_version where content_id = :content
                        returning id
                        """)
                .params(text(manuscript))
                .param("content", content.value())
                .param("by", writtenBy)
                .param("now", now())
                .query((row, n) -> new ContentVersionId(row.getLong("id")))
                .single();
        writeVariants(id, manuscript.variants());
        return id;
    }

    void write(ContentVersionId id, Manuscript manuscript, String writtenBy) {
        db.sql("""
                        update engagement.content_version
                        set title = :title, message = :message, body = :body, target_url = :target,
                            interest_tag_id = :interest, segment_ids = :segments::smallint[], valid_from = :from, valid_to = :to,
                            written_by = :by, written_at = :now, version = version + 1
                        where id = :id
                        """)
                .params(text(manuscript))
                .param("id", id.value())
                .param("by", writtenBy)
                .param("now", now())
                .update();
        db.sql("delete from engagement.content_variant where version_id = :id")
                .param("id", id.value())
                .update();
        writeVariants(id, manuscript.variants());
    }

    private Map<String, Object> text(Manuscript manuscript) {
        Map<String, Object> values = new HashMap<>();
        values.put("title", manuscript.title());
        values.put("message", manuscript.message());
        values.put("body", manuscript.body());
        values.put("target", manuscript.target().orElse(null));
        values.put("interest", manuscript.interest().map(this::interest).orElse(null));
        values.put(
                "segments",
                manuscript.segments().stream()
                        .map(SegmentId::value)
                        .sorted()
                        .map(Object::toString)
                        .collect(Collectors.joining(",", "{", "}")));
        values.put("from", manuscript.validFrom());
        values.put("to", manuscript.validTo().orElse(null));
        return values;
    }

    private long interest(String name) {
        db.sql("insert into engagement.interest_tag (name) values (:name) on conflict do nothing")
                .param("name", name)
                .update();
        return db.sql("select id from engagement.interest_tag where name = :name")
                .param("name", name)
                .query(Long.class)
                .single();
    }

    private void writeVariants(ContentVersionId id, List<String> variants) {
        for (int i = 0; i < variants.size(); i++) {
            db.sql("""
                            insert into engagement.content_variant (version_id, position, message)
                            values (:id, :position, :message)
                            """)
                    .param("id", id.value())
                    .param("position", i + 1)
                    .param("message", variants.get(i))
                    .update();
        }
    }

    /** Whoever else would change this content waits until the transaction ends. */
    void hold(ContentId content) {
        db.sql("select id from engagement.content where id = :id for update")
                .param("id", content.value())
                .query(Long.class)
                .optional();
    }

    /** Holds the content, and then reads the version. */
    Optional<OpenVersion> hold(ContentVersionId id) {
        Optional<ContentId> content = db.sql("select content_id from engagement.content_version where id = :id")
                .param("id", id.value())
                .query((row, n) -> new ContentId(row.getLong("content_id")))
                .optional();
        content.ifPresent(this::hold);
        return content.flatMap(known -> find(id));
    }

    Optional<OpenVersion> find(ContentVersionId id) {
        List<String> variants = db.sql(
                        "select message from engagement.content_variant where version_id = :id order by position")
                .param("id", id.value())
                .query((row, n) -> Objects.requireNonNull(row.getString("message")))
                .list();
        return db.sql("""
                        select v.*, c.kind, c.institution_id, t.name as interest, s.staff_no
                        from engagement.content_version v
                        join engagement.content c on c.id = v.content_id
                        left join engagement.interest_tag t on t.id = v.interest_tag_id
                        left join core.pub_staff s on s.id = c.author_staff_id
                        where v.id = :id
                        """)
                .param("id", id.value())
                .query((row, n) -> read(row, variants))
                .optional();
    }

    private static OpenVersion read(ResultSet row, List<String> variants) throws SQLException {
        Timestamp verdictAt = row.getTimestamp("verdict_at");
        long verdict = row.getLong("verdict_id");
        return new OpenVersion(
                new ContentVersionId(row.getLong("id")),
                new ContentId(row.getLong("content_id")),
                ContentKind.valueOf(row.getString("kind")),
                new InstitutionId(row.getLong("institution_id")),
                ContentState.valueOf(row.getString("state")),
                row.getLong("version"),
                Optional.ofNullable(row.getString("submitted_by")),
                Optional.ofNullable(row.getString("staff_no")).map(StaffNo::new),
                Optional.ofNullable(verdictAt).map(at -> new VerdictId(at.toInstant(), verdict)),
                manuscript(row, variants));
    }

    static Manuscript manuscript(ResultSet row, List<String> variants) throws SQLException {
        return new Manuscript(
                row.getString("title"),
                row.getString("message"),
                variants,
                row.getString("body"),
                Optional.ofNullable(row.getString("target_url")),
                Optional.ofNullable(row.getString("interest")),
                segments(row.getArray("segment_ids")),
                row.getObject("valid_from", LocalDate.class),
                Optional.ofNullable(row.getObject("valid_to", LocalDate.class)));
    }

    private static Set<SegmentId> segments(Array ids) throws SQLException {
        return Arrays.stream((Number[]) ids.getArray())
                .map(id -> new SegmentId(id.shortValue()))
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<ContentVersionId> published(ContentId content) {
        return db.sql("select id from engagement.content_version where content_id = :content and state = 'PUBLISHED'")
                .param("content", content.value())
                .query((row, n) -> new ContentVersionId(row.getLong("id")))
                .optional();
    }

    Optional<ContentVersionId> latest(ContentId content) {
        return db.sql("""
                        select id from engagement.content_version
                        where content_id = :content
                        order by number desc limit 1
                        """)
                .param("content", content.value())
                .query((row, n) -> new ContentVersionId(row.getLong("id")))
                .optional();
    }
}
