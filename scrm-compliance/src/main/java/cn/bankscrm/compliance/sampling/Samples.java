package cn.bankscrm.compliance.sampling;

import cn.bankscrm.core.institution.InstitutionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Samples that were drawn, and how far reviewers agree. While any part of a sample is not settled, none of its single
 * judgements are told: a second reviewer would learn of the first.
 */
@Component
@Transactional
public class Samples {

    private static final String DRAW = """
            select d.*, p.name as plan,
                count(i.id) as items, count(i.settled) as settled, count(*) filter (where i.settled = 'FINDING') as findings
            from compliance.sampling_draw d
            join compliance.sampling_plan p on p.id = d.plan_id
            left join compliance.sampling_item i on i.draw_id = d.id
            where p.institution_id = :institution
            """;

    private final JdbcClient db;

    Samples(JdbcClient db) {
        this.db = db;
    }

    /** What came of a manager's part of a sample. */
    public record OfStaff(String number, String name, int drawn, int settled, int findings) {}

    /** Newest first. */
    public List<SampleDraw> list(InstitutionId institution, int most) {
        Map<Long, Agreement> agreements = agreements(institution);
        return db.sql(DRAW + "group by d.id, p.name order by d.month desc, d.id desc limit :most")
                .param("institution", institution.value())
                .param("most", most)
                .query((row, n) -> draw(row, agreements))
                .list();
    }

    public Optional<SampleDraw> find(InstitutionId institution, long id) {
        Map<Long, Agreement> agreements = agreements(institution);
        return db.sql(DRAW + "and d.id = :id group by d.id, p.name")
                .param("institution", institution.value())
                .param("id", id)
                .query((row, n) -> draw(row, agreements))
                .optional();
    }

    /** By member of staff, most findings first. */
    public List<OfStaff> staff(long draw) {
        return db.sql("""
                        select coalesce(s.staff_no, '') as number, coalesce(s.name, s.wecom_userid, '') as name,
                            count(*) as drawn, count(i.settled) as settled,
                            count(*) filter (where i.settled = 'FINDING') as findings
                        from compliance.sampling_item i left join core.pub_staff s on s.id = i.staff_id
                        where i.draw_id = :draw
                        group by 1, 2 order by findings desc, drawn desc, number
                        """)
                .param("draw", draw)
                .query((row, n) -> new OfStaff(
                        Objects.requireNonNull(row.getString("number")),
                        Objects.requireNonNull(row.getString("name")),
                        row.getInt("drawn"),
                        row.getInt("settled"),
                        row.getInt("findings")))
                .list();
    }

    /** Of all samples of the institution together. */
    public Agreement agreement(InstitutionId institution) {
        return Agreement.of(
                pairs(institution).values().stream().flatMap(List::stream).toList());
    }

    private Map<Long, Agreement> agreements(InstitutionId institution) {
        Map<Long, Agreement> agreements = new HashMap<>();
        pairs(institution).forEach((draw, pairs) -> agreements.put(draw, Agreement.of(pairs)));
        return agreements;
    }

    private Map<Long, List<Agreement.Pair>> pairs(InstitutionId institution) {
        Map<Long, List<Agreement.Pair>> pairs = new HashMap<>();
        db.sql("""
                        select i.draw_id, coalesce(f.category, '') as first, coalesce(s.category, '') as second
                        from compliance.sampling_item i
                        join compliance.sampling_draw d on d.id = i.draw_id
                        join compliance.sampling_plan p on p.id = d.plan_id and p.institution_id = :institution
                        join compliance.sampling_review f
                            on f.item_id = i.id and f.round = 'FIRST' and f.verdict is not null
                        join compliance.sampling_review s
                            on s.item_id = i.id and s.round = 'SECOND' and s.verdict is not null
                        """).param("institution", institution.value()).query(row -> {
            pairs.computeIfAbsent(row.getLong("draw_id"), id -> new ArrayList<>())
                    .add(new Agreement.Pair(
                            Objects.requireNonNull(row.getString("first")),
                            Objects.requireNonNull(row.getString("second"))));
        });
        return pairs;
    }

    private static SampleDraw draw(ResultSet row, Map<Long, Agreement> agreements) throws SQLException {
        long id = row.getLong("id");
        @Nullable Agreement agreement = agreements.get(id);
        return new SampleDraw(
                id,
                row.getLong("plan_id"),
                Objects.requireNonNull(row.getString("plan")),
                YearMonth.from(row.getDate("month").toLocalDate()),
                row.getLong("seed"),
                row.getInt("population"),
                HexFormat.of().formatHex(row.getBytes("frame_digest")),
                row.getInt("items"),
                row.getInt("settled"),
                row.getInt("findings"),
                Objects.requireNonNull(row.getString("drawn_by")),
                row.getTimestamp("drawn_at").toInstant(),
                agreement == null ? Agreement.of(List.of()) : agreement);
    }
}
