package cn.bankscrm.engagement.workbench;

import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.maintenance.ContactBand;
import cn.bankscrm.core.maintenance.WaitingCustomers;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Year;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The customers of a member of staff to care for: birthdays of the next week, holdings that mature within two weeks,
 * and the most valuable of those without effective contact for longer than ninety days.
 */
@Component
@Transactional(readOnly = true)
public class Caring {

    private static final int BIRTHDAYS_AHEAD = 7;
    private static final int MATURITIES_AHEAD = 14;
    private static final int SHOWN = 5;
    private static final DateTimeFormatter DAY_OF_YEAR = DateTimeFormatter.ofPattern("MM-dd", Locale.ROOT);

    private static final String MANAGED = """
            core.assignment a join core.customer c on c.id = a.customer_id
            """;

    private static final String BY = """
            a.staff_id = :staff and a.valid_from <= :today and (a.valid_to is null or a.valid_to >= :today)
            """;

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final WaitingCustomers waiting;
    private final Clock clock;

    Caring(JdbcClient db, FieldCipher cipher, WaitingCustomers waiting, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** At most five of each reason, what is nearest first. */
    public List<Care> of(StaffId staff) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), TouchTasks.ZONE);
        List<Care> care = new ArrayList<>(birthdays(staff, today));
        care.addAll(maturities(staff, today));
        waiting.list(
                        List.of(ContactBand.NEVER, ContactBand.OVER_90),
                        Optional.empty(),
                        SHOWN,
                        new DataScope.OwnCustomers(staff))
                .forEach(one ->
                        care.add(new Care(Care.Reason.SILENT, one.no(), one.maskedName(), null, null, one.days())));
        return care;
    }

    private List<Care> birthdays(StaffId staff, LocalDate today) {
        List<String> days = today.datesUntil(today.plusDays(BIRTHDAYS_AHEAD))
                .flatMap(Caring::keptOn)
                .toList();
        return db.sql("""
                        select c.customer_no, c.name_enc, array_position(:days, to_char(c.birthday, 'MM-DD')) as place
                        from %s
                        where %s and to_char(c.birthday, 'MM-DD') = any(:days)
                        order by place, c.aum desc, c.id limit :most
                        """.formatted(MANAGED, BY))
                .param("days", days.toArray(String[]::new))
                .param("staff", staff.value())
                .param("today", today)
                .param("most", SHOWN)
                .query((row, number) -> new Care(
                        Care.Reason.BIRTHDAY,
                        new CustomerNo(row.getString("customer_no")),
                        Masking.name(cipher.decrypt("customer.name", row.getBytes("name_enc"))),
                        dayOf(days.get(row.getInt("place") - 1), today),
                        null,
                        null))
                .list();
    }

    private List<Care> maturities(StaffId staff, LocalDate today) {
        return db.sql("""
                        select c.customer_no, c.name_enc, h.matures_on, sum(h.amount) as amount
                        from %s
                        join core.pub_holding h on h.customer_id = c.id and h.matures_on between :today and :until
                        where %s
                        group by c.id, c.customer_no, c.name_enc, h.matures_on
                        order by h.matures_on, amount desc, c.id limit :most
                        """.formatted(MANAGED, BY))
                .param("staff", staff.value())
                .param("today", today)
                .param("until", today.plusDays(MATURITIES_AHEAD))
                .param("most", SHOWN)
                .query((row, number) -> new Care(
                        Care.Reason.MATURITY,
                        new CustomerNo(row.getString("customer_no")),
                        Masking.name(cipher.decrypt("customer.name", row.getBytes("name_enc"))),
                        row.getObject("matures_on", LocalDate.class),
                        row.getBigDecimal("amount"),
                        null))
                .list();
    }

    /** Whoever is born on 29 February has the birthday on the 28th in other years. */
    private static Stream<String> keptOn(LocalDate day) {
        String own = DAY_OF_YEAR.format(day);
        return own.equals("02-28") && !Year.isLeap(day.getYear()) ? Stream.of(own, "02-29") : Stream.of(own);
    }

    private static LocalDate dayOf(String monthAndDay, LocalDate today) {
        return today.datesUntil(today.plusDays(BIRTHDAYS_AHEAD))
                .filter(day -> keptOn(day).anyMatch(monthAndDay::equals))
                .findFirst()
                .orElse(today);
    }
}
