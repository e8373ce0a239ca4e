package cn.bankscrm.compliance.alert;

import cn.bankscrm.compliance.archive.ChatMessage;
import cn.bankscrm.compliance.screening.Occasion;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.compliance.screening.Reach;
import cn.bankscrm.core.institution.InstitutionCode;
import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where whoever speaks stood on the day, which decides what entries of the lexicon apply. */
@Component
class SpokenBy {

    private final JdbcClient db;

    /** Carries the time zone of the business. */
    private final Clock clock;

    SpokenBy(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    private record Day(StaffId staff, LocalDate day) {}

    /** The occasions of some messages; of a customer's too, by the member of staff whom they speak with. */
    Map<ChatMessage, Occasion> of(List<ChatMessage> messages) {
        Map<Day, Occasion> known = new HashMap<>();
        Map<ChatMessage, Occasion> occasions = new HashMap<>();
        for (ChatMessage message : messages) {
            Occasion post = message.staff()
                    .map(staff -> known.computeIfAbsent(
                            new Day(staff, LocalDate.ofInstant(message.at(), clock.getZone())), this::post))
                    .orElseGet(() -> Occasion.of(Outlet.CHAT));
            occasions.put(
                    message,
                    message.fromStaff()
                            ? post
                            : new Occasion(Outlet.CHAT, post.institutions(), Set.of(Reach.CUSTOMER)));
        }
        return occasions;
    }

    private Occasion post(Day day) {
        Set<InstitutionCode> institutions = new HashSet<>();
        Set<String> positions = new HashSet<>();
        db.sql("""
                        select p.position, i.code
                        from core.pub_staff_post p
                        join core.pub_institution_path u on u.institution_id = p.institution_id
                        join core.pub_institution i on i.id = u.ancestor_id
                        where p.staff_id = :staff and p.valid_from <= :day and (p.valid_to is null or p.valid_to >= :day)
                        """).param("staff", day.staff().value()).param("day", day.day()).query(row -> {
            institutions.add(new InstitutionCode(Objects.requireNonNull(row.getString("code"))));
            positions.add(Objects.requireNonNull(row.getString("position")));
        });
        return new Occasion(Outlet.CHAT, institutions, positions);
    }
}
