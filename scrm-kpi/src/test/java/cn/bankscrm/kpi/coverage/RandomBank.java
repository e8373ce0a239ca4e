package cn.bankscrm.kpi.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A bank of a few institutions in which anything may happen at any time, now, late or ahead of its day. Every change is
 * told as the core tells it. Ids are small numbers, so that a failure can be read.
 */
final class RandomBank {

    private static final int STAFF = 9;
    private static final int CUSTOMERS = 50;
    private static final int CONTACTS = 60;

    private final CoverageFixture coverage;
    private final JdbcClient db;
    private final Random random;
    private final Random judging = new Random(20261121);

    private RandomBank(CoverageFixture coverage, Random random) {
        this.coverage = coverage;
        this.db = coverage.db;
        this.random = random;
    }

    static RandomBank open(CoverageFixture coverage, Random random) {
        RandomBank bank = new RandomBank(coverage, random);
        bank.found();
        return bank;
    }

    /** The same bank, in which somebody else acts. */
    RandomBank seenBy(Random other) {
        return new RandomBank(coverage, other);
    }

    private void found() {
        LocalDate opening = coverage.days.today().minusDays(200);
        update("""
                insert into core.institution (id, code, name, parent_id, level, province, version)
                values (1, 'A', 'A', null, 1, '310000', 0), (2, 'A1', 'A1', 1, 2, '310000', 0),
                    (3, 'A2', 'A2', 1, 2, '310000', 0), (4, 'A11', 'A11', 2, 3, '310000', 0),
                    (5, 'A12', 'A12', 2, 3, '310000', 0)
                """);
        update("""
                insert into core.institution_path (ancestor_id, institution_id, depth)
                values (1, 1, 0), (2, 2, 0), (3, 3, 0), (4, 4, 0), (5, 5, 0), (1, 2, 1), (1, 3, 1), (1, 4, 2), (1, 5, 2),
                    (2, 4, 1), (2, 5, 1)
                """);
        update("insert into core.segment (name) values ('私行'), ('代发'), ('老年')");
        update("""
                insert into core.segment (name, kind, effective_from, computed_on)
                values ('高资产', 'RULE', ?, ?), ('久未联系', 'RULE', ?, ?)
                """, opening, opening, opening.plusDays(195), opening.plusDays(195));
        for (int staff : numbers(STAFF)) {
            update("insert into core.staff (id, staff_no, version) values (?, ?, 0)", staff, "S" + staff);
            update(
                    "insert into core.staff_post (id, staff_id, institution_id, position, valid_from) values (?, ?, ?, '客户经理', ?)",
                    staff,
                    staff,
                    1 + random.nextInt(5),
                    opening);
        }
        for (int customer : numbers(CUSTOMERS)) {
            update("""
                    insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id, segment_ids)
                    values (?, ?, '', '', true, ?, 1, ?)
                    """, customer, "C" + customer, random.nextInt(1_000_000), segments());
        }
        for (int contact : numbers(CONTACTS)) {
            update(
                    "insert into core.external_contact (id, external_userid, version) values (?, ?, 0)",
                    contact,
                    "w" + contact);
        }
    }

    /** Something happens, and is told in the same transaction. */
    void happen() {
        coverage.transaction.executeWithoutResult(status -> {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> add();
                case 3 -> end();
                case 4, 5 -> bind();
                case 6 -> unbind();
                case 7 -> assign();
                case 8 -> move();
                default -> {
                    resegment();
                    judge();
                }
            }
        });
    }

    /** Several do this at a time: what the rules of the database refuse did not happen. */
    void happenUnlessOthersAreFaster() {
        try {
            happen();
        } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
            assertThat(e).isNotNull();
        }
    }

    private void add() {
        long staff = 1L + random.nextInt(STAFF);
        long contact = 1L + random.nextInt(CONTACTS);
        OffsetDateTime at = moment();
        int added = update("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                select nextval('core.friend_link_seq'), ?, ?, ?, false, 0
                where not exists (
                    select from core.friend_link
                    where staff_id = ? and contact_id = ? and (ended_at is null or ended_at >= ?))
                """, staff, contact, at, staff, contact, at);
        if (added > 0) {
            toldOfLink(staff, contact, at);
        }
    }

    private void end() {
        one("select id from core.friend_link where ended_at is null order by random() limit 1")
                .ifPresent(link -> {
                    OffsetDateTime at = later(moment(), "select added_at from core.friend_link where id = ?", link);
                    update("update core.friend_link set ended_at = ?, ended_by = 'CUSTOMER' where id = ?", at, link);
                    toldOfLink(
                            number("select staff_id from core.friend_link where id = ?", link),
                            number("select contact_id from core.friend_link where id = ?", link),
                            at);
                });
    }

    private void bind() {
        long contact = 1L + random.nextInt(CONTACTS);
        long customer = 1L + random.nextInt(CUSTOMERS);
        OffsetDateTime at = moment();
        int bound = update("""
                insert into core.binding (id, contact_id, customer_id, bound_at, route)
                select nextval('core.binding_seq'), ?, ?, ?, 'app'
                where not exists (
                    select from core.binding
                    where contact_id = ? and (unbound_at is null or unbound_at >= ? or bound_at >= ?))
                """, contact, customer, at, contact, at, at);
        if (bound > 0) {
            coverage.changed(List.of(customer), day(at));
        }
    }

    private void unbind() {
        one("select id from core.binding where unbound_at is null order by random() limit 1")
                .ifPresent(binding -> {
                    OffsetDateTime at = later(moment(), "select bound_at from core.binding where id = ?", binding);
                    update("update core.binding set unbound_at = ? where id = ?", at, binding);
                    coverage.changed(
                            List.of(number("select customer_id from core.binding where id = ?", binding)), day(at));
                });
    }

    /** From today, from some days ago, or from some days to come. */
    private void assign() {
        long customer = 1L + random.nextInt(CUSTOMERS);
        LocalDate from = coverage.days.today().plusDays(random.nextInt(-20, 4));
        int free = update("delete from core.assignment where customer_id = ? and valid_from >= ?", customer, from);
        update(
                "update core.assignment set valid_to = ? where customer_id = ? and (valid_to is null or valid_to >= ?)",
                from.minusDays(1),
                customer,
                from);
        if (free > 0 || random.nextInt(5) > 0) {
            update(
                    """
                    insert into core.assignment (id, customer_id, staff_id, valid_from, valid_to)
                    values (nextval('core.assignment_seq'), ?, ?, ?, ?)
                    """,
                    customer,
                    1L + random.nextInt(STAFF),
                    from,
                    random.nextInt(4) == 0 ? from.plusDays(random.nextInt(10)) : null);
        }
        coverage.changed(List.of(customer), from);
    }

    /** A member of staff leaves, or takes up a post elsewhere. */
    private void move() {
        long staff = 1L + random.nextInt(STAFF);
        LocalDate from = coverage.days.today().plusDays(random.nextInt(-10, 4));
        update("delete from core.staff_post where staff_id = ? and valid_from >= ?", staff, from);
        update(
                "update core.staff_post set valid_to = ? where staff_id = ? and (valid_to is null or valid_to >= ?)",
                from.minusDays(1),
                staff,
                from);
        if (random.nextInt(4) > 0) {
            update("""
                    insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                    values (nextval('core.staff_post_seq') + 1000, ?, ?, '客户经理', ?)
                    """, staff, 1 + random.nextInt(5), from);
        }
        coverage.staffChanged(List.of(staff), from);
        coverage.changed(ids("""
                        select customer_id from core.assignment where staff_id = ?
                        union
                        select customer_id from core.binding join core.friend_link using (contact_id) where staff_id = ?
                        """, staff, staff), from);
    }

    private void resegment() {
        long customer = 1L + random.nextInt(CUSTOMERS);
        LocalDate today = coverage.days.today();
        update("""
                insert into core.customer_segment_change (customer_id, changed_on, segment_ids_before)
                select id, ?, segment_ids from core.customer where id = ?
                on conflict do nothing
                """, today, customer);
        update("update core.customer set segment_ids = ? where id = ?", segments(), customer);
        coverage.changed(List.of(customer), today);
    }

    /** A customer's rule segments are computed anew. */
    private void judge() {
        long customer = 1L + judging.nextInt(CUSTOMERS);
        LocalDate today = coverage.days.today();
        update("""
                insert into core.segment_member_change (customer_id, changed_on, segment_ids_before)
                select ?, ?, coalesce((select segment_ids from core.segment_member where customer_id = ?), '{}')
                on conflict do nothing
                """, customer, today, customer);
        update("delete from core.segment_member where customer_id = ?", customer);
        update("insert into core.segment_member (customer_id, segment_ids) values (?, ?)", customer, ruleSegments());
        coverage.changed(List.of(customer), today);
    }

    private Short[] ruleSegments() {
        return IntStream.rangeClosed(4, 5)
                .filter(segment -> judging.nextBoolean())
                .mapToObj(segment -> (short) segment)
                .toArray(Short[]::new);
    }

    private void toldOfLink(long staff, long contact, OffsetDateTime at) {
        coverage.staffChanged(List.of(staff), day(at));
        coverage.changed(ids("select customer_id from core.binding where contact_id = ?", contact), day(at));
    }

    private Short[] segments() {
        return IntStream.rangeClosed(1, 3)
                .filter(segment -> random.nextBoolean())
                .mapToObj(segment -> (short) segment)
                .toArray(Short[]::new);
    }

    /** Mostly just now, sometimes long ago. */
    private OffsetDateTime moment() {
        Instant now = coverage.clock.instant();
        Instant moment = random.nextInt(3) == 0 ? now.minus(Duration.ofMinutes(random.nextInt(60 * 24 * 30))) : now;
        return moment.truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC);
    }

    private OffsetDateTime later(OffsetDateTime moment, String sql, long id) {
        OffsetDateTime other = db.sql(sql).param(id).query(OffsetDateTime.class).single();
        return moment.isAfter(other) ? moment : other;
    }

    private LocalDate day(OffsetDateTime at) {
        return at.atZoneSameInstant(SettableClock.SHANGHAI).toLocalDate();
    }

    private static List<Integer> numbers(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }

    private Optional<Long> one(String sql) {
        return db.sql(sql).query(Long.class).optional();
    }

    private long number(String sql, long id) {
        return db.sql(sql).param(id).query(Long.class).single();
    }

    private List<Long> ids(String sql, Object... arguments) {
        return db.sql(sql)
                .params(arguments)
                .query((row, number) -> row.getLong(1))
                .list();
    }

    private int update(String sql, @Nullable Object... arguments) {
        JdbcClient.StatementSpec statement = db.sql(sql);
        List<@Nullable Object> values = new ArrayList<>();
        for (@Nullable Object argument : arguments) {
            values.add(argument);
        }
        return statement.params(values).update();
    }
}
