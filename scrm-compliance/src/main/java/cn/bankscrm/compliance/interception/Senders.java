package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.staff.StaffNo;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where a member of staff stands today, which decides what entries of the lexicon apply. */
@Component
class Senders {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final JdbcClient db;
    private final Clock clock;

    Senders(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Who says it.
     *
     * @param staff null, as institution, where it is the bank
     * @param institution null too for a member without a post today
     */
    record Sender(@Nullable Long staff, @Nullable Long institution, Occasion occasion) {}

    /** @throws UnknownSender when there is no such member */
    Sender of(@Nullable StaffNo number, Outlet outlet) {
        if (number == null) {
            return new Sender(null, null, Occasion.of(outlet));
        }
        long staff = db.sql("select id from core.pub_staff where staff_no = :number")
                .param("number", number.value())
                .query((row, n) -> row.getLong("id"))
                .optional()
                .orElseThrow(UnknownSender::new);
        Set<InstitutionCode> institutions = new HashSet<>();
        Set<String> roles = new HashSet<>();
        Long own = db
                .sql("""
                        select p.institution_id, p.position, i.code
                        from core.pub_staff_post p
                        join core.pub_institution_path u on u.institution_id = p.institution_id
                        join core.pub_institution i on i.id = u.ancestor_id
                        where p.staff_id = :staff and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)
                        order by u.depth
                        """)
                .param("staff", staff)
                .param("day", LocalDate.now(clock.withZone(ZONE)))
                .query((row, n) -> {
                    institutions.add(new InstitutionCode(Objects.requireNonNull(row.getString("code"))));
                    roles.add(Objects.requireNonNull(row.getString("position")));
                    return row.getLong("institution_id");
                })
                .list()
                .stream()
                .findFirst()
                .orElse(null);
        return new Sender(staff, own, new Occasion(outlet, institutions, roles));
    }
}
