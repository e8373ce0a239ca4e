package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.contact.ExternalContactId;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.touch.TouchId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes tracked links, and knows them by their codes. */
@Component
public class TrackedLinks {

    private static final int REMEMBERED = 20_000;

    private final JdbcClient db;
    private final LinkCodes codes;
    private final LinkAddress address;
    private final Clock clock;
    private final Recent<String, Link> recent;

    TrackedLinks(JdbcClient db, LinkCodes codes, LinkAddress address, Clock clock) {
        this.db = db;
        this.codes = codes;
        this.address = address;
        this.clock = clock;
        this.recent = new Recent<>(Duration.ofMinutes(10), REMEMBERED, clock);
    }

    /**
     * The link of this content, from this member of staff, for this contact, in this touch: made at the first call, the
     * same at every other, also when two ask at once.
     *
     * @param contact empty for a link that many are shown, as in a moment
     * @param touch empty for what a member of staff passes on by themselves
     */
    @Transactional
    public TrackedLink linkFor(
            ContentId content, StaffId staff, Optional<ExternalContactId> contact, Optional<TouchId> touch) {
        String code = known(content, staff, contact, touch)
                .or(() -> made(content, staff, contact, touch))
                .or(() -> known(content, staff, contact, touch))
                .orElseThrow();
        return new TrackedLink(code, address.of(code));
    }

    /** @return empty for what was never made here, which costs no look at the database when it is a guess */
    public Optional<Link> find(String code) {
        return codes.madeHere(code) ? recent.get(code, this::read) : Optional.empty();
    }

    private Optional<Link> read(String code) {
        return db.sql("select id, content_id, staff_id, contact_id from engagement.link where code = :code")
                .param("code", code)
                .query((row, number) -> link(row))
                .optional();
    }

    private Optional<String> known(
            ContentId content, StaffId staff, Optional<ExternalContactId> contact, Optional<TouchId> touch) {
        return db.sql("""
                        select code from engagement.link
                        where content_id = :content and staff_id = :staff
                            and contact_id is not distinct from :contact::bigint and touch_id is not distinct from :touch::bigint
                        """)
                .param("content", content.value())
                .param("staff", staff.value())
                .param("contact", contact.map(ExternalContactId::value).orElse(null))
                .param("touch", touch.map(TouchId::value).orElse(null))
                .query(String.class)
                .optional();
    }

    private Optional<String> made(
            ContentId content, StaffId staff, Optional<ExternalContactId> contact, Optional<TouchId> touch) {
        return db.sql("""
                        insert into engagement.link (code, content_id, staff_id, contact_id, touch_id, made_at)
                        values (:code, :content, :staff, :contact, :touch, :now)
                        on conflict on constraint link_what_uq do nothing
                        returning code
                        """)
                .param("code", codes.next())
                .param("content", content.value())
                .param("staff", staff.value())
                .param("contact", contact.map(ExternalContactId::value).orElse(null))
                .param("touch", touch.map(TouchId::value).orElse(null))
                .param("now", Timestamp.from(clock.instant()))
                .query(String.class)
                .optional();
    }

    private static Link link(ResultSet row) throws SQLException {
        return new Link(
                new LinkId(row.getLong("id")),
                new ContentId(row.getLong("content_id")),
                new StaffId(row.getLong("staff_id")),
                Optional.ofNullable(row.getObject("contact_id", Long.class)).map(ExternalContactId::new));
    }
}
