package cn.bankscrm.engagement.content;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.segment.SegmentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads the library, as far as a scope reaches. */
@Component
@Transactional(readOnly = true)
public class ContentLibrary {

    private final JdbcClient db;
    private final ContentRows rows;
    private final ContentScope scopes;

    ContentLibrary(JdbcClient db, ContentRows rows, ContentScope scopes) {
        this.db = db;
        this.rows = rows;
        this.scopes = scopes;
    }

    /** The names to choose from, for interest and audience. */
    public record Choice<T>(T id, String name) {}

    /**
     * What was begun last comes first.
     *
     * @param most at most so many
     */
    public List<ContentLine> list(ContentFilter filter, int most, DataScope scope) {
        Map<String, Object> params = params(scope);
        params.put("title", filter.title().strip());
        params.put("kind", filter.kind().map(Enum::name).orElse(null));
        params.put("state", filter.state().map(Enum::name).orElse(null));
        params.put("interest", filter.interest().orElse(null));
        params.put("soon", filter.endingSoon());
        params.put("before", filter.before().map(ContentId::value).orElse(null));
        params.put("most", most);
        return db.sql("""
                        with seen as (%s)
                        select c.id, c.kind, i.name as owner, coalesce(p.title, l.title) as title, t.name as interest,
                            p.number as published, l.state as latest,
                            case when p.id is null then l.valid_to else p.valid_to end as valid_to
                        from engagement.content c
                        join core.pub_institution i on i.id = c.institution_id
                        join lateral (
                            select v.* from seen v where v.content_id = c.id order by v.number desc limit 1) l on true
                        left join seen p on p.content_id = c.id and p.state = 'PUBLISHED'
                        left join engagement.interest_tag t on t.id = coalesce(p.interest_tag_id, l.interest_tag_id)
                        where (:kind::text is null or c.kind = :kind)
                            and (:before::bigint is null or c.id < :before)
                            and (:interest::bigint is null or t.id = :interest)
                            and (:title = '' or exists (
                                select from seen v where v.content_id = c.id and strpos(lower(v.title), lower(:title)) > 0))
                            and (:state::text is null or exists (
                                select from seen v where v.content_id = c.id and v.state = :state))
                            and (not :soon or p.valid_to between :today and :end)
                        order by c.id desc
                        limit :most
                        """.formatted(seen(scope)))
                .params(params)
                .query(ContentLibrary::line)
                .list();
    }

    public ContentCounts count(DataScope scope) {
        return db.sql("""
                        select count(*) filter (where usable) as usable,
                            count(*) filter (where v.state = 'SUBMITTED') as waiting,
                            count(*) filter (where usable and v.valid_to <= :end) as soon
                        from (
                            select seen.*, seen.state = 'PUBLISHED' and seen.valid_from <= :today
                                and (seen.valid_to is null or seen.valid_to >= :today) as usable
                            from (%s) seen) v
                        """.formatted(seen(scope)))
                .params(params(scope))
                .query((row, n) -> new ContentCounts(row.getInt("usable"), row.getInt("waiting"), row.getInt("soon")))
                .single();
    }

    /** Empty also where it lies outside the scope. */
    public Optional<ContentRecord> find(ContentId id, DataScope scope) {
        Map<String, Object> params = params(scope);
        params.put("id", id.value());
        List<ContentVersion> versions = db.sql("""
                        select v.*, t.name as interest,
                            array(select x.message from engagement.content_variant x
                                where x.version_id = v.id order by x.position) as variants
                        from (%s) v
                        left join engagement.interest_tag t on t.id = v.interest_tag_id
                        where v.content_id = :id
                        order by v.number desc
                        """.formatted(seen(scope)))
                .params(params)
                .query(ContentLibrary::version)
                .list();
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        return db.sql("""
                        select c.kind, c.institution_id, c.author, i.name
                        from engagement.content c
                        join core.pub_institution i on i.id = c.institution_id
                        where c.id = :id
                        """)
                .param("id", id.value())
                .query((row, n) -> new ContentRecord(
                        id,
                        ContentKind.valueOf(row.getString("kind")),
                        new InstitutionId(row.getLong("institution_id")),
                        Objects.requireNonNull(row.getString("name")),
                        Objects.requireNonNull(row.getString("author")),
                        versions))
                .optional();
    }

    public List<Choice<Long>> interests() {
        return db.sql("select id, name from engagement.interest_tag order by name")
                .query((row, n) -> new Choice<>(row.getLong("id"), Objects.requireNonNull(row.getString("name"))))
                .list();
    }

    public List<Choice<SegmentId>> segments() {
        return db.sql("select id, name from core.pub_segment where retired_on is null order by id")
                .query((row, n) ->
                        new Choice<>(new SegmentId(row.getShort("id")), Objects.requireNonNull(row.getString("name"))))
                .list();
    }

    /** The versions that the scope reaches. */
    private String seen(DataScope scope) {
        return """
                select v.* from engagement.content_version v
                join engagement.content c on c.id = v.content_id
                where %s or (v.state = 'PUBLISHED' and %s)
                """.formatted(scopes.within("c.institution_id", scope), scopes.above("c.institution_id", scope));
    }

    private Map<String, Object> params(DataScope scope) {
        Map<String, Object> params = new HashMap<>(scopes.params(scope));
        params.put("end", rows.today().plusDays(ContentFilter.SOON));
        return params;
    }

    private static ContentLine line(ResultSet row, int n) throws SQLException {
        int published = row.getInt("published");
        return new ContentLine(
                new ContentId(row.getLong("id")),
                ContentKind.valueOf(row.getString("kind")),
                row.getString("owner"),
                row.getString("title"),
                Optional.ofNullable(row.getString("interest")),
                published == 0 ? Optional.empty() : Optional.of(published),
                ContentState.valueOf(row.getString("latest")),
                Optional.ofNullable(row.getObject("valid_to", LocalDate.class)));
    }

    private static ContentVersion version(ResultSet row, int n) throws SQLException {
        return new ContentVersion(
                new ContentVersionId(row.getLong("id")),
                row.getInt("number"),
                ContentState.valueOf(row.getString("state")),
                row.getLong("version"),
                ContentRows.manuscript(
                        row, List.of((String[]) row.getArray("variants").getArray())),
                act(row, "written", null).orElseThrow(),
                act(row, "submitted", null),
                act(row, "decided", "decision_reason"),
                act(row, "ended", "end_reason"),
                Optional.ofNullable(row.getString("go_on_reason")));
    }

    private static Optional<ContentVersion.Act> act(ResultSet row, String name, @Nullable String reason)
            throws SQLException {
        String by = row.getString(name + "_by");
        Timestamp at = row.getTimestamp(name + "_at");
        String why = reason == null ? null : row.getString(reason);
        return by == null || at == null
                ? Optional.empty()
                : Optional.of(new ContentVersion.Act(by, at.toInstant(), Optional.ofNullable(why)));
    }
}
