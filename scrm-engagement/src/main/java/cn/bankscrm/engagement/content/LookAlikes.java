package cn.bankscrm.engagement.content;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Finds content of the whole bank that says nearly the same, being written or published. */
@Component
public class LookAlikes {

    private static final int CANDIDATES = 50;
    private static final int MOST = 5;
    private static final double ALIKE = 0.7;

    private final JdbcClient db;

    LookAlikes(JdbcClient db) {
        this.db = db;
    }

    void remember(ContentVersionId id, Manuscript manuscript) {
        db.sql("delete from engagement.content_band where version_id = :id")
                .param("id", id.value())
                .update();
        long[] grams = TextLikeness.grams(text(manuscript));
        if (TextLikeness.isLongEnough(grams)) {
            db.sql("""
                            insert into engagement.content_band (version_id, band, hash)
                            select :id, b.band - 1, b.hash
                            from unnest(:hashes::bigint[]) with ordinality as b (hash, band)
                            """)
                    .param("id", id.value())
                    .param("hashes", array(TextLikeness.bands(grams)))
                    .update();
        }
    }

    /**
     * Reads beyond what the writer may see, and tells no more of it than {@link LookAlike} holds.
     *
     * @param except the content that is being written; null while it was never kept
     * @return the most alike first
     */
    @Transactional
    public List<LookAlike> of(Manuscript manuscript, Writer writer, @Nullable ContentId except) {
        long[] grams = TextLikeness.grams(text(manuscript));
        if (!TextLikeness.isLongEnough(grams)) {
            return List.of();
        }
        List<LookAlike> found = new ArrayList<>();
        for (Candidate candidate : candidates(grams, except)) {
            double likeness = TextLikeness.likeness(grams, TextLikeness.grams(candidate.text()));
            if (likeness >= ALIKE) {
                Optional<LookAlike.Own> own =
                        candidate.institution() == writer.institution().value()
                                ? Optional.of(new LookAlike.Own(candidate.content(), candidate.title()))
                                : Optional.empty();
                found.add(new LookAlike(candidate.owner(), own, (int) Math.floor(likeness * 100)));
            }
        }
        found.sort(Comparator.comparingInt(LookAlike::percent).reversed());
        return found.stream().distinct().limit(MOST).toList();
    }

    private record Candidate(ContentId content, long institution, String owner, String title, String text) {}

    private List<Candidate> candidates(long[] grams, @Nullable ContentId except) {
        return db.sql("""
                        select c.id, c.institution_id, i.name, v.title, v.message, v.body
                        from (
                            select b.version_id, count(*) as shared
                            from unnest(:hashes::bigint[]) with ordinality as asked (hash, band)
                            join engagement.content_band b on b.band = asked.band - 1 and b.hash = asked.hash
                            group by b.version_id
                        ) near
                        join engagement.content_version v on v.id = near.version_id
                            and v.state in ('DRAFT', 'SENT_BACK', 'SUBMITTED', 'PUBLISHED')
                        join engagement.content c on c.id = v.content_id
                        join core.pub_institution i on i.id = c.institution_id
                        where c.id is distinct from :except
                        order by near.shared desc, v.id
                        limit :most
                        """)
                .param("hashes", array(TextLikeness.bands(grams)))
                .param("except", except == null ? null : except.value())
                .param("most", CANDIDATES)
                .query((row, n) -> new Candidate(
                        new ContentId(row.getLong("id")),
                        row.getLong("institution_id"),
                        Objects.requireNonNull(row.getString("name")),
                        Objects.requireNonNull(row.getString("title")),
                        text(
                                Objects.requireNonNull(row.getString("title")),
                                Objects.requireNonNull(row.getString("message")),
                                Objects.requireNonNull(row.getString("body")))))
                .list();
    }

    private static String text(Manuscript manuscript) {
        return text(manuscript.title(), manuscript.message(), manuscript.body());
    }

    private static String text(String title, String message, String body) {
        return title + "\n" + message + "\n" + Body.read(body).text();
    }

    private static String array(long[] values) {
        return LongStream.of(values).mapToObj(Long::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
