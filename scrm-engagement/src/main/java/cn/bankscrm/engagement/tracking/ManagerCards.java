package cn.bankscrm.engagement.tracking;

import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The cards of members of staff who are in post, at most a minute old. */
@Component
public class ManagerCards {

    private static final int REMEMBERED = 5_000;

    private final JdbcClient db;
    private final Clock clock;
    private final Recent<StaffId, ManagerCard> recent;

    ManagerCards(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
        this.recent = new Recent<>(Duration.ofMinutes(1), REMEMBERED, clock);
    }

    /** @return empty for whoever has no name, or no post any more */
    public Optional<ManagerCard> find(StaffId staff) {
        return recent.get(staff, this::read);
    }

    private Optional<ManagerCard> read(StaffId staff) {
        return db.sql("""
                        select s.name, p.position, i.name as institution
                        from core.staff s
                        join core.staff_post p on p.staff_id = s.id
                            and p.valid_from <= :today and (p.valid_to is null or p.valid_to >= :today)
                        join core.institution i on i.id = p.institution_id
                        where s.id = :staff and s.name <> ''
                        order by p.valid_from limit 1
                        """)
                .param("staff", staff.value())
                .param("today", LocalDate.now(clock))
                .query((row, number) ->
                        new ManagerCard(row.getString("name"), row.getString("position"), row.getString("institution")))
                .optional();
    }
}
