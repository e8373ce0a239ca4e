package cn.bankscrm.engagement.contactway;

import cn.bankscrm.engagement.content.BlockedContents;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What customers see behind a printed code: one way to add somebody, or the managers of a branch to choose from. */
@Component
public class PublicWays {

    private static final int MOST_MANAGERS = 100;

    private final JdbcClient db;
    private final BlockedContents blocked;
    private final Clock clock;

    PublicWays(JdbcClient db, BlockedContents blocked, Clock clock) {
        this.db = db;
        this.blocked = blocked;
        this.clock = clock;
    }

    /**
     * A manager as customers see them, or a desk of several.
     *
     * @param code behind which they are added
     * @param name of the one manager, or the code's own name
     * @param position null for a desk
     * @param places the neighbourhoods that they look after
     */
    public record Desk(String code, String name, @Nullable String position, String institution, String places) {}

    /**
     * A way to add somebody.
     *
     * @param address where the phone goes on; null while there is none
     * @param open whether it has not ended
     */
    public record Way(ContactWayId id, Desk desk, @Nullable URI address, boolean open) {}

    /** The page of a branch. */
    public record Branch(long institution, String name) {}

    /** A branch below another, for a choice. */
    public record Place(String code, String name) {}

    @Transactional(readOnly = true)
    public Optional<Way> way(String code) {
        return !WayCodes.isPublicCode(code)
                ? Optional.empty()
                : db.sql(MANAGERS + "where w.code = :code")
                        .param("code", code)
                        .param("today", today())
                        .query((row, n) -> way(row))
                        .optional();
    }

    @Transactional(readOnly = true)
    public Optional<Branch> branch(String code) {
        return !WayCodes.isPublicCode(code)
                ? Optional.empty()
                : db.sql("""
                                select p.institution_id, i.name from engagement.branch_page p
                                join core.pub_institution i on i.id = p.institution_id where p.code = :code
                                """)
                        .param("code", code)
                        .query((row, n) -> new Branch(row.getLong("institution_id"), row.getString("name")))
                        .optional();
    }

    /**
     * The managers of a branch who can be added now: their codes lead to them, and not to stand-ins.
     *
     * @param place a word of a neighbourhood; empty for all
     * @param below the code of a branch below, that of the loan; empty for all
     */
    @Transactional(readOnly = true)
    public List<Desk> managers(Branch branch, String place, String below) {
        return db.sql(MANAGERS + """
                        where w.on_page and w.ended_at is null and w.gone_at is null and w.address is not null
                            and m.wecom_userid = any(w.told_users)
                            and w.institution_id in (
                                select institution_id from core.pub_institution_path where ancestor_id = :branch)
                            and (:below = '' or coalesce(m.institution_id, w.institution_id) in (
                                select x.institution_id from core.pub_institution_path x
                                join core.pub_institution y on y.id = x.ancestor_id and y.code = :below))
                            and (:place = '' or strpos(lower(w.places), lower(:place)) > 0)
                        order by m.institution_name, m.name limit :most
                        """)
                .param("branch", branch.institution())
                .param("below", below)
                .param("place", place)
                .param("today", today())
                .param("most", MOST_MANAGERS)
                .query((row, n) -> way(row).desk())
                .list();
    }

    /** The institutions at which managers of the page work. */
    @Transactional(readOnly = true)
    public List<Place> places(Branch branch) {
        return db.sql("""
                        select distinct i.code, i.name
                        from engagement.contact_way w
                        join engagement.contact_way_member m on m.way_id = w.id and not m.stand_in
                        join core.pub_staff_post p on p.staff_id = m.staff_id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        join core.pub_institution i on i.id = p.institution_id
                        where w.on_page and w.ended_at is null and w.institution_id in (
                            select institution_id from core.pub_institution_path where ancestor_id = :branch)
                        order by 2 limit 200
                        """)
                .param("branch", branch.institution())
                .param("today", today())
                .query((row, n) -> new Place(row.getString("code"), row.getString("name")))
                .list();
    }

    /** A browser has opened the page of a way, today for the first time. */
    @Transactional
    public void opened(ContactWayId id) {
        db.sql("""
                        insert into engagement.contact_way_day as known (way_id, day, opened) values (:id, :today, 1)
                        on conflict (way_id, day) do update set opened = known.opened + 1
                        """).param("id", id.value()).param("today", today()).update();
    }

    private static final String MANAGERS = """
            select w.id, w.code, w.name as way_name, w.places, w.address, w.ended_at, w.gone_at, n.name as owner_name,
                m.name, m.position, m.institution_name
            from engagement.contact_way w
            join core.pub_institution n on n.id = w.institution_id
            left join lateral (
                select s.wecom_userid, s.name, p.position, p.institution_id, i.name as institution_name
                from engagement.contact_way_member o
                join core.pub_staff s on s.id = o.staff_id and s.name <> ''
                join core.pub_staff_post p on p.staff_id = s.id
                    and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                join core.pub_institution i on i.id = p.institution_id
                where w.on_page and o.way_id = w.id and not o.stand_in limit 1) m on true
            """;

    /** What a branch wrote down was cleared then; what a newer lexicon blocks is left out. */
    private String shown(String words) {
        return blocked.isBlocked(words) ? "" : words;
    }

    private Way way(ResultSet row) throws SQLException {
        String address = row.getString("address");
        String name = row.getString("name");
        Timestamp ended = row.getTimestamp("ended_at");
        boolean there = ended == null && row.getTimestamp("gone_at") == null;
        return new Way(
                new ContactWayId(row.getLong("id")),
                name == null
                        ? new Desk(
                                row.getString("code"),
                                shown(row.getString("way_name")),
                                null,
                                row.getString("owner_name"),
                                shown(row.getString("places")))
                        : new Desk(
                                row.getString("code"),
                                name,
                                row.getString("position"),
                                row.getString("institution_name"),
                                shown(row.getString("places"))),
                there && address != null ? URI.create(address) : null,
                ended == null);
    }

    private LocalDate today() {
        return clock.instant().atZone(WayRows.ZONE).toLocalDate();
    }
}
