package cn.bankscrm.engagement.content;

import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The wording of a message that a member of staff sends: not the one that their neighbours send. */
@Component
public class PublishedMessages {

    private final JdbcClient db;
    private final Clock clock;

    PublishedMessages(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** May be empty, where the content goes without a word. */
    public String of(PublishedContent content, StaffId staff) {
        List<String> wordings = new ArrayList<>(List.of(content.message()));
        db.sql("select message from engagement.content_variant where version_id = :version order by position")
                .param("version", content.version().value())
                .query((row, n) -> Objects.requireNonNull(row.getString("message")))
                .list()
                .forEach(wordings::add);
        if (wordings.size() == 1) {
            return content.message();
        }
        List<StaffId> outlet = db.sql("""
                        select distinct p.staff_id
                        from core.pub_staff_post own
                        join core.pub_staff_post p on p.institution_id = own.institution_id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        where own.staff_id = :staff
                            and own.valid_from <= :today and (own.valid_to is null or own.valid_to >= :today)
                        """)
                .param("staff", staff.value())
                .param("today", LocalDate.now(clock.withZone(ContentRows.ZONE)))
                .query((row, n) -> new StaffId(row.getLong("staff_id")))
                .list();
        return Variants.choose(content.version(), wordings, staff, outlet);
    }
}
