package cn.bankscrm.engagement.instruction;

import cn.bankscrm.compliance.interception.Cleared;
import cn.bankscrm.core.audit.Actor;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.CurrentActor;
import cn.bankscrm.core.contact.ExternalUserId;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.core.staff.StaffId;
import cn.bankscrm.core.staff.WeComUserId;
import cn.bankscrm.db.TestDatabase;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.PublishedContents;
import cn.bankscrm.engagement.touch.Channel;
import cn.bankscrm.engagement.touch.LinkCard;
import cn.bankscrm.engagement.touch.MassSending;
import cn.bankscrm.engagement.touch.Reminding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * A bank of three levels: head office (1) with the branches 2 and 3, the outlets 4 and 5 below 2, and 6 below 3.
 * Managers 41 and 42 are in outlet 4, 51 in 5, 61 in 6, each with one customer who is certified and their friend; a
 * teller, 43, is in outlet 4. Content 9 of head office is published. It is ten o'clock of a Monday in Shanghai.
 */
final class InstructionBank {

    static final InstitutionId HEAD = new InstitutionId(1);
    static final InstitutionId BRANCH = new InstitutionId(2);
    static final InstitutionId OUTLET = new InstitutionId(4);
    static final DataScope BANK = new DataScope.WholeBank();
    static final ContentId CONTENT = new ContentId(9);
    static final LocalDate TODAY = LocalDate.of(2026, 11, 2);

    final DataSource source = TestDatabase.fresh().dataSource();
    final JdbcClient db = JdbcClient.create(source);
    private int forms;
    Instant now = Instant.parse("2026-11-02T02:00:00Z");

    final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return InstructionScope.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return Clock.fixed(now, zone);
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    final InstructionRegister register;
    final InstructionTasks tasks;
    final InstructionRows rows;
    final RiverQueries river;
    final InstructionRound round;

    /** The mass sends of which WeCom was to remind. */
    final List<String> reminded = new ArrayList<>();

    @EnableTransactionManagement
    static class Transactions {}

    InstructionBank() {
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(JdbcClient.class, () -> db);
        context.registerBean(JdbcTransactionManager.class, () -> transactions);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(MassSending.class, () -> new Remembers());
        context.registerBean(
                CurrentActor.class, () -> () -> new Actor(Actor.Kind.ACCOUNT, "author", "何静", "MIDDLE_OFFICE", null));
        context.register(
                Transactions.class,
                AuditLog.class,
                PublishedContents.class,
                Reminding.class,
                DraftCheck.class,
                Spreading.class,
                Following.class,
                Nudging.class,
                InstructionRound.class,
                InstructionRegister.class,
                InstructionTasks.class,
                InstructionRows.class,
                RiverQueries.class);
        context.refresh();
        register = context.getBean(InstructionRegister.class);
        tasks = context.getBean(InstructionTasks.class);
        rows = context.getBean(InstructionRows.class);
        river = context.getBean(RiverQueries.class);
        round = context.getBean(InstructionRound.class);
        fill();
    }

    private void fill() {
        run("""
                insert into core.institution (id, code, name, parent_id, level, province, version) values
                    (1, 'H', '总行', null, 1, '110000', 0), (2, 'A', '东分行', 1, 2, '110000', 0), (3, 'B', '西分行', 1, 2, '110000', 0),
                    (4, 'A1', '第一支行', 2, 3, '110000', 0), (5, 'A2', '第二支行', 2, 3, '110000', 0), (6, 'B1', '第三支行', 3, 3, '110000', 0)
                """);
        run("""
                insert into core.institution_path (ancestor_id, institution_id, depth)
                with recursive path (ancestor, institution, depth) as (
                    select id, id, 0 from core.institution
                    union all select p.ancestor, i.id, p.depth + 1 from path p join core.institution i on i.parent_id = p.institution)
                select * from path
                """);
        run("""
                insert into core.staff (id, staff_no, name, version)
                select n, 'S' || n, '员工' || n, 0 from unnest(array[41, 42, 43, 51, 61]) n
                """);
        run("""
                insert into core.staff_post (id, staff_id, institution_id, position, valid_from)
                select n, n, n / 10, case n when 43 then '柜员' else '客户经理' end, date '2026-01-01'
                from unnest(array[41, 42, 43, 51, 61]) n
                """);
        run("""
                insert into core.customer (id, customer_no, name_enc, name_digest, has_account, aum, institution_id)
                select n, 'C' || n, '\\x00', '\\x00', true, 1, n / 10 from unnest(array[41, 42, 51, 61]) n
                """);
        run(
                "insert into core.assignment (id, customer_id, staff_id, valid_from) select id, id, id, '2026-01-01' from core.customer");
        run(
                "insert into core.external_contact (id, external_userid, version) select id, 'wm' || id, 0 from core.customer");
        run("""
                insert into core.friend_link (id, staff_id, contact_id, added_at, first_add, version)
                select id, id, id, timestamptz '2026-06-01 10:00+08', true, 0 from core.customer
                """);
        run("""
                insert into core.binding (id, contact_id, customer_id, bound_at, route)
                select id, id, id, timestamptz '2026-06-01 10:00+08', 'app' from core.customer
                """);
        run("""
                insert into engagement.content (id, kind, institution_id, author, made_at)
                overriding system value values (9, 'ARTICLE', 1, 'writer', '2026-10-01 10:00+08')
                """);
        run("""
                insert into engagement.content_version (content_id, number, state, title, message, body, valid_from, written_by,
                    written_at, submitted_by, decided_by, verdict_id)
                values (9, 1, 'PUBLISHED', '三季度黄金走势', '', '正文', '2026-10-01', 'writer', '2026-10-01 10:00+08', 'writer', 'officer', 1)
                """);
    }

    /** For all managers of the bank, passed on by hand, due in six days. */
    InstructionDraft draft() {
        return new InstructionDraft(
                "form-" + forms++,
                "黄金走势",
                "发给关心黄金的客户",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                HEAD,
                List.of(HEAD),
                List.of("客户经理"),
                false,
                TODAY.plusDays(6),
                Optional.of(2),
                2);
    }

    /** The same, with the content made ready as a mass send, going down by itself. */
    InstructionDraft sending() {
        return new InstructionDraft(
                "form-" + forms++,
                "黄金走势",
                "发给关心黄金的客户",
                Optional.of(CONTENT),
                Optional.empty(),
                Optional.of(Channel.MASS_SEND),
                HEAD,
                List.of(HEAD),
                List.of("客户经理"),
                true,
                TODAY.plusDays(6),
                Optional.of(6),
                2);
    }

    InstructionId issue(InstructionDraft draft) {
        return ((Issued.Done) register.issue(draft, BANK)).id();
    }

    void passOn(InstructionId id, long... institutions) {
        LongStream.of(institutions).forEach(one -> register.passOn(id, new InstitutionId(one), BANK));
    }

    static DataScope at(long institution) {
        return new DataScope.Subtree(new InstitutionId(institution));
    }

    static StaffId staff(long id) {
        return new StaffId(id);
    }

    /** Staff and their steps, as {@code 41 DONE, 42 SEEN}. */
    String steps(InstructionId id) {
        return db.sql("""
                        select string_agg(staff_id || ' ' || state, ', ' order by staff_id)
                        from engagement.instruction_staff where instruction_id = :id
                        """).param("id", id.value()).query(String.class).single();
    }

    /** Institutions and their steps, as {@code 1 PASSED, 2 DELIVERED}. */
    String receipts(InstructionId id) {
        return db.sql("""
                        select string_agg(institution_id || ' ' || state, ', ' order by institution_id)
                        from engagement.instruction_institution where instruction_id = :id
                        """).param("id", id.value()).query(String.class).single();
    }

    long count(String what) {
        return db.sql("select count(*) from " + what).query(Long.class).single();
    }

    void run(String sql) {
        db.sql(sql).update();
    }

    void later(Duration time) {
        now = now.plus(time);
    }

    private final class Remembers implements MassSending {

        @Override
        public Drafted send(Cleared text, Optional<LinkCard> card, WeComUserId sender, List<ExternalUserId> to) {
            throw new AssertionError("Instructions send nothing by themselves");
        }

        @Override
        public Optional<Instant> confirmed(String id, WeComUserId sender) {
            return Optional.empty();
        }

        @Override
        public DeliveryPage results(String id, WeComUserId sender, Optional<String> cursor) {
            return new DeliveryPage(List.of(), Optional.empty());
        }

        @Override
        public Optional<String> find(
                WeComUserId sender, String text, Optional<String> url, Instant since, Predicate<String> mayBe) {
            return Optional.empty();
        }

        @Override
        public void cancel(String id) {
            throw new AssertionError("Instructions take nothing back by themselves");
        }

        @Override
        public void remind(String id) {
            reminded.add(id);
        }
    }
}
