package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.alert.AlertLevel;
import cn.bankscrm.compliance.archive.ConversationId;
import cn.bankscrm.compliance.reading.Auditor;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.privacy.FieldCipher;
import cn.bankscrm.core.staff.StaffId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Judging what was drawn. Where two judge, neither learns what the other said, here or in the audit log, before both
 * have; where they differ a third decides. A judgement is never changed.
 */
@Component
@Transactional
public class SampleReviews {

    private static final String NOTE = "sampling.note";

    /** What an auditor judges, or may take: never own conversations, none of people outside, none twice. */
    private static final String TASKS = """
            select r.id, r.round, r.item_id, r.reviewer is not null as mine, r.verdict, r.category, r.level, r.note_enc,
                i.conversation_id, i.last_seq, i.messages, i.signs, i.staff_id, p.name as plan, d.month,
                coalesce(s.name, s.wecom_userid, '') as staff_name, coalesce(s.staff_no, '') as staff_no
            from compliance.sampling_review r
            join compliance.sampling_item i on i.id = r.item_id
            join compliance.sampling_draw d on d.id = i.draw_id
            join compliance.sampling_plan p on p.id = d.plan_id
            left join core.pub_staff s on s.id = i.staff_id
            where i.staff_id is distinct from :self::bigint
                and (lower(r.reviewer) = lower(:account) or r.reviewer is null and not exists (
                    select from compliance.sampling_review o where o.item_id = r.item_id and lower(o.reviewer) = lower(:account)))
                and exists (
                    select from core.pub_institution_path u
                    where u.ancestor_id = :institution and u.institution_id = (
                        select q.institution_id from core.pub_staff_post q where q.staff_id = i.staff_id
                        order by q.valid_from desc limit 1))
            """;

    private final JdbcClient db;
    private final Sampling sampling;
    private final Findings findings;
    private final FieldCipher cipher;
    private final AuditLog audit;
    private final Clock clock;

    SampleReviews(
            JdbcClient db, Sampling sampling, Findings findings, FieldCipher cipher, AuditLog audit, Clock clock) {
        this.db = db;
        this.sampling = sampling;
        this.findings = findings;
        this.cipher = cipher;
        this.audit = audit;
        this.clock = clock;
    }

    /** What waits for an auditor: decisions between others first, then in the order in which it was drawn. */
    public List<ReviewTask> waiting(Auditor auditor, int most) {
        return statement(TASKS + """
                        and r.verdict is null
                        order by r.reviewer is null, r.round <> 'THIRD', r.id
                        limit :most
                        """, auditor)
                .param("most", most)
                .query((row, n) -> task(row, List.of()))
                .list();
    }

    public int waitingCount(Auditor auditor) {
        return statement("select count(*) from (" + TASKS + " and r.verdict is null) waiting", auditor)
                .query(Integer.class)
                .single();
    }

    /** @return empty when it is not the auditor's, who then learns nothing of it */
    public Optional<ReviewTask> find(Auditor auditor, long id) {
        return statement(TASKS + "and r.id = :id", auditor)
                .param("id", id)
                .query((row, n) ->
                        task(row, row.getString("round").equals("THIRD") ? before(row.getLong("item_id")) : List.of()))
                .optional();
    }

    /**
     * Says what there is to say of a conversation; takes it, where it was nobody's.
     *
     * @return false when it is not the auditor's, or was judged meanwhile
     */
    public boolean judge(Auditor auditor, long id, Judgement judgement) {
        if (find(auditor, id).filter(task -> task.given().isEmpty()).isEmpty()) {
            return false;
        }
        record Of(long item, String round) {}
        // the item first: two who judge the same one at once come one after the other
        db.sql("""
                        select i.id from compliance.sampling_item i join compliance.sampling_review r on r.item_id = i.id
                        where r.id = :id for update of i
                        """).param("id", id).query(Long.class).single();
        Optional<Of> judged = db.sql("""
                        update compliance.sampling_review
                        set reviewer = :account, verdict = :verdict, category = :category, level = :level, note_enc = :note,
                            decided_at = :now
                        where id = :id and verdict is null and (reviewer is null or lower(reviewer) = lower(:account))
                        returning item_id, round
                        """)
                .param("account", auditor.account())
                .param("verdict", judgement.finding() ? "FINDING" : "IN_ORDER")
                .param("category", judgement.category())
                .param(
                        "level",
                        Optional.ofNullable(judgement.level()).map(Enum::name).orElse(null))
                .param("note", judgement.note().isBlank() ? null : cipher.encrypt(NOTE, judgement.note()))
                .param("now", now())
                .param("id", id)
                .query((row, n) -> new Of(row.getLong("item_id"), Objects.requireNonNull(row.getString("round"))))
                .optional();
        judged.ifPresent(of -> {
            settle(of.item(), auditor);
            audit.record(
                    AuditAction.SAMPLE_REVIEWED,
                    new AuditSubject(AuditSubject.Kind.SAMPLING, "item-" + of.item(), auditor.institution()),
                    null,
                    Map.of("review", id));
        });
        return judged.isPresent();
    }

    private record Given(String round, String reviewer, Judgement judgement) {}

    private void settle(long item, Auditor auditor) {
        record Item(StaffId staff, boolean blind) {}
        Item of = db.sql("select staff_id, blind from compliance.sampling_item where id = :item")
                .param("item", item)
                .query((row, n) -> new Item(new StaffId(row.getLong("staff_id")), row.getBoolean("blind")))
                .single();
        Map<String, Given> given = given(item).stream().collect(Collectors.toMap(Given::round, one -> one));
        Given first = given.get("FIRST");
        Given second = given.get("SECOND");
        Given third = given.get("THIRD");
        if (third != null) {
            settled(item, third, auditor);
        } else if (first != null && !of.blind()) {
            settled(item, first, auditor);
        } else if (first != null && second != null) {
            if (first.judgement().word().equals(second.judgement().word())) {
                settled(item, graver(first, second), auditor);
            } else {
                sampling.third(item, of.staff(), Set.of(first.reviewer(), second.reviewer()));
            }
        }
    }

    private static Given graver(Given first, Given second) {
        AlertLevel one = first.judgement().level();
        AlertLevel other = second.judgement().level();
        return one != null && other != null && other.compareTo(one) > 0 ? second : first;
    }

    private void settled(long item, Given by, Auditor auditor) {
        db.sql("update compliance.sampling_item set settled = :verdict, settled_at = :now where id = :item")
                .param("verdict", by.judgement().finding() ? "FINDING" : "IN_ORDER")
                .param("now", now())
                .param("item", item)
                .update();
        if (by.judgement().finding()) {
            findings.found(item, by.judgement(), auditor);
        }
    }

    private List<Given> given(long item) {
        return db.sql("""
                        select round, reviewer, verdict, category, level, note_enc from compliance.sampling_review
                        where item_id = :item and verdict is not null order by id
                        """)
                .param("item", item)
                .query((row, n) -> new Given(
                        Objects.requireNonNull(row.getString("round")),
                        Objects.requireNonNull(row.getString("reviewer")),
                        judgement(row).orElseThrow()))
                .list();
    }

    private List<Judgement> before(long item) {
        return given(item).stream()
                .filter(one -> !one.round().equals("THIRD"))
                .map(Given::judgement)
                .toList();
    }

    private JdbcClient.StatementSpec statement(String sql, Auditor auditor) {
        return db.sql(sql)
                .param("account", auditor.account())
                .param("institution", auditor.institution().value())
                .param("self", auditor.self().map(StaffId::value).orElse(null));
    }

    private ReviewTask task(ResultSet row, List<Judgement> before) throws SQLException {
        return new ReviewTask(
                row.getLong("id"),
                row.getString("round").equals("THIRD"),
                new ConversationId(row.getLong("conversation_id")),
                row.getLong("last_seq"),
                row.getInt("messages"),
                Objects.requireNonNull(row.getString("staff_name")),
                Objects.requireNonNull(row.getString("staff_no")),
                Objects.requireNonNull(row.getString("plan")),
                YearMonth.from(row.getDate("month").toLocalDate()),
                Arrays.stream((String[]) row.getArray("signs").getArray())
                        .map(RiskSign::valueOf)
                        .toList(),
                row.getBoolean("mine"),
                judgement(row),
                before);
    }

    private Optional<Judgement> judgement(ResultSet row) throws SQLException {
        String verdict = row.getString("verdict");
        if (verdict == null) {
            return Optional.empty();
        }
        byte @Nullable [] note = row.getBytes("note_enc");
        String level = row.getString("level");
        return Optional.of(new Judgement(
                verdict.equals("FINDING"),
                row.getString("category"),
                level == null ? null : AlertLevel.valueOf(level),
                note == null ? "" : cipher.decrypt(NOTE, note)));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
