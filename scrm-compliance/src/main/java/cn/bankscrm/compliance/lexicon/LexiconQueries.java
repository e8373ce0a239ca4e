package cn.bankscrm.compliance.lexicon;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads versions and their entries. The lexicon is the bank's and holds no customer's data. */
@Component
public class LexiconQueries {

    private static final String VERSION = """
            select v.*, (select count(*) from compliance.lexicon_content c where c.version = v.number) as entries
            from compliance.lexicon_version v
            """;

    private final JdbcClient db;
    private final LexiconRows rows;
    private final Clock clock;

    LexiconQueries(JdbcClient db, LexiconRows rows, Clock clock) {
        this.db = db;
        this.rows = rows;
        this.clock = clock;
    }

    /** Newest first. */
    public List<LexiconVersion> versions() {
        return db.sql(VERSION + "order by v.number desc")
                .query(LexiconQueries::version)
                .list();
    }

    public Optional<LexiconVersion> version(VersionNumber number) {
        return db.sql(VERSION + "where v.number = :number")
                .param("number", number.value())
                .query(LexiconQueries::version)
                .optional();
    }

    public Optional<LexiconVersion> version(int number) {
        return number < 1 ? Optional.empty() : version(new VersionNumber(number));
    }

    /** The version by which texts are screened now; empty before the first is published. */
    public Optional<VersionNumber> inForce() {
        return db.sql("""
                        select number from compliance.lexicon_version
                        where status = 'PUBLISHED' and effective_from <= :now
                        order by effective_from desc, number desc
                        limit 1
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query((row, number) -> new VersionNumber(row.getInt("number")))
                .optional();
    }

    public Optional<KeptLine> line(EntryId entry) {
        return rows.find(entry);
    }

    /** Drafts that a person works on, newest first. */
    public List<LexiconVersion> draftsOf(String author) {
        return db.sql(VERSION + "where v.status = 'DRAFT' and lower(v.author) = lower(:author) order by v.number desc")
                .param("author", author)
                .query(LexiconQueries::version)
                .list();
    }

    public List<KeptLine> lines(VersionNumber version) {
        return rows.of(version);
    }

    /** What came into {@code version} and what left it, against {@code before}. */
    public LexiconDifference difference(VersionNumber before, VersionNumber version) {
        return new LexiconDifference(rows.onlyIn(version, before), rows.onlyIn(before, version));
    }

    private static LexiconVersion version(ResultSet row, int number) throws SQLException {
        return new LexiconVersion(
                new VersionNumber(row.getInt("number")),
                LexiconVersion.Status.valueOf(row.getString("status")),
                row.getString("note"),
                row.getString("author"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("publisher"),
                instant(row.getTimestamp("published_at")),
                instant(row.getTimestamp("effective_from")),
                row.getInt("entries"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return Optional.ofNullable(time).map(Timestamp::toInstant).orElse(null);
    }
}
