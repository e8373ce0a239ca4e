package cn.bankscrm.core.maintenance;

import cn.bankscrm.core.customer.CustomerId;
import cn.bankscrm.core.customer.CustomerNo;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.privacy.Masking;
import cn.bankscrm.core.scope.DataScope;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The managed customers of a scope by how long they wait: the bands worst first, and in each the most valuable first.
 */
@Component
@Transactional(readOnly = true)
public class WaitingCustomers {

    private static final BigDecimal ABOVE_ALL = new BigDecimal("1e17");

    private final JdbcClient db;
    private final FieldCipher cipher;
    private final Clock clock;

    WaitingCustomers(JdbcClient db, FieldCipher cipher, Clock clock) {
        this.db = db;
        this.cipher = cipher;
        this.clock = clock;
    }

    /**
     * @param bands only these
     * @param after where the part before ended; empty for the first
     * @param most at most so many
     */
    public List<WaitingCustomer> list(
            Collection<ContactBand> bands, Optional<WaitingCustomer.Position> after, int most, DataScope scope) {
        List<WaitingCustomer> found = new ArrayList<>();
        for (ContactBand band : ContactBand.values()) {
            boolean passed = after.isPresent() && band.compareTo(after.get().band()) < 0;
            if (bands.contains(band) && !passed && found.size() < most) {
                found.addAll(of(band, after.filter(position -> position.band() == band), most - found.size(), scope));
            }
        }
        return found;
    }

    private List<WaitingCustomer> of(
            ContactBand band, Optional<WaitingCustomer.Position> after, int most, DataScope scope) {
        LocalDate today = LocalDate.now(clock);
        String waits = band == ContactBand.NEVER
                ? "not exists (select from core.last_contact l where l.customer_id = c.id)"
                : "l.at >= :from and l.at < :until";
        return db.sql("""
                        select c.id, c.customer_no, c.name_enc, c.aum, %s as at, coalesce(s.staff_no, '') as staff_no,
                            coalesce(s.name, s.wecom_userid, '') as staff_name
                        from core.customer c
                        join core.assignment a on a.customer_id = c.id and %s
                        join core.staff s on s.id = a.staff_id
                        %s
                        where %s and %s and (c.aum, c.id) < (:aum, :id)
                        order by c.aum desc, c.id desc limit :most
                        """.formatted(
                                band == ContactBand.NEVER ? "null::timestamptz" : "l.at",
                                ManagedSql.STANDS,
                                band == ContactBand.NEVER ? "" : "join core.last_contact l on l.customer_id = c.id",
                                ManagedSql.managedIn(scope),
                                waits))
                .param("today", today)
                .param("root", ManagedSql.root(scope))
                .param(
                        "from",
                        band.to() >= Integer.MAX_VALUE - 1 ? utc(Instant.EPOCH) : begin(today.minusDays(band.to())))
                .param(
                        "until",
                        band == ContactBand.NEVER ? utc(Instant.EPOCH) : begin(today.minusDays(band.from() - 1L)))
                .param("aum", after.map(WaitingCustomer.Position::aum).orElse(ABOVE_ALL))
                .param("id", after.map(position -> position.id().value()).orElse(0L))
                .param("most", most)
                .query((row, number) -> customer(row, band, today))
                .list();
    }

    private WaitingCustomer customer(ResultSet row, ContactBand band, LocalDate today) throws SQLException {
        OffsetDateTime at = row.getObject("at", OffsetDateTime.class);
        return new WaitingCustomer(
                new CustomerId(row.getLong("id")),
                new CustomerNo(row.getString("customer_no")),
                Masking.name(cipher.decrypt("customer.name", row.getBytes("name_enc"))),
                row.getBigDecimal("aum"),
                row.getString("staff_name"),
                row.getString("staff_no"),
                band,
                at == null ? null : at.toInstant(),
                at == null
                        ? null
                        : Math.toIntExact(
                                ChronoUnit.DAYS.between(LocalDate.ofInstant(at.toInstant(), clock.getZone()), today)));
    }

    private OffsetDateTime begin(LocalDate day) {
        return utc(day.atStartOfDay(clock.getZone()).toInstant());
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}
