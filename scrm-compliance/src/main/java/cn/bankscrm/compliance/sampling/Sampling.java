package cn.bankscrm.compliance.sampling;

import cn.bankscrm.compliance.reading.Officer;
import cn.bankscrm.compliance.reading.Officers;
import cn.bankscrm.compliance.sampling.Drawing.Drawn;
import cn.bankscrm.core.audit.AuditAction;
import cn.bankscrm.core.audit.AuditLog;
import cn.bankscrm.core.audit.AuditSubject;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.staff.StaffId;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Draws samples and hands them out to officers. */
@Component
@Transactional
public class Sampling {

    private final JdbcClient db;
    private final Frames frames;
    private final Officers officers;
    private final AuditLog audit;

    /** Carries the time zone of the business. */
    private final Clock clock;

    Sampling(JdbcClient db, Frames frames, Officers officers, AuditLog audit, Clock clock) {
        this.db = db;
        this.frames = frames;
        this.officers = officers;
        this.audit = audit;
        this.clock = clock;
    }

    /** What became of the wish to draw. */
    public sealed interface Outcome {

        /** Drawn, under that number. */
        record Made(long draw) implements Outcome {}

        /** The plan has drawn this month already, or has ended. */
        record Refused() implements Outcome {}

        /** The month has not ended. */
        record TooEarly() implements Outcome {}

        /** Nobody said anything to a customer. */
        record Nothing() implements Outcome {}
    }

    public DrawPreview preview(SamplingPlan plan, YearMonth month) {
        List<Candidate> frame = frames.of(plan.institution(), month, plan.rules());
        Map<StaffId, Integer> counts = Drawing.counts(frame, plan.rules());
        Map<StaffId, Long> conversations =
                frame.stream().collect(Collectors.groupingBy(Candidate::staff, Collectors.counting()));
        int drawn = counts.values().stream().mapToInt(Integer::intValue).sum();
        Map<String, Integer> load = load();
        return new DrawPreview(
                frame.size(),
                drawn,
                plan.rules().twice(drawn),
                frame.stream()
                        .flatMap(candidate -> candidate.signs().stream())
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())),
                staff(counts.keySet()).entrySet().stream()
                        .map(one -> new DrawPreview.OfStaff(
                                one.getValue().number(),
                                one.getValue().name(),
                                conversations.getOrDefault(one.getKey(), 0L).intValue(),
                                counts.getOrDefault(one.getKey(), 0)))
                        .sorted(Comparator.comparingInt(DrawPreview.OfStaff::conversations)
                                .reversed()
                                .thenComparing(DrawPreview.OfStaff::number))
                        .toList(),
                officersOf(plan.institution()).stream()
                        .map(officer -> new DrawPreview.Waiting(
                                officer.name(), load.getOrDefault(Assigning.key(officer.account()), 0)))
                        .toList());
    }

    /**
     * @param seed the same draws the same, as long as the archive and what is known of it are
     * @param by the account
     */
    public Outcome draw(SamplingPlan plan, YearMonth month, long seed, String by) {
        if (!month.isBefore(YearMonth.now(clock))) {
            return new Outcome.TooEarly();
        }
        List<Candidate> frame = frames.of(plan.institution(), month, plan.rules());
        if (frame.isEmpty()) {
            return new Outcome.Nothing();
        }
        Optional<Long> made = db.sql("""
                        insert into compliance.sampling_draw (plan_id, month, seed, population, frame_digest, drawn_by, drawn_at)
                        select id, :month, :seed, :population, :digest, :by, :now
                        from compliance.sampling_plan where id = :plan and ended_at is null
                        on conflict (plan_id, month) do nothing
                        returning id
                        """)
                .param("plan", plan.id())
                .param("month", Date.valueOf(month.atDay(1)))
                .param("seed", seed)
                .param("population", frame.size())
                .param("digest", Drawing.digest(frame))
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .optional();
        if (made.isEmpty()) {
            return new Outcome.Refused();
        }
        List<Drawn> drawn = Drawing.draw(frame, plan.rules(), seed);
        handOut(made.get(), plan.institution(), drawn);
        audit.record(
                AuditAction.SAMPLE_DRAWN,
                new AuditSubject(AuditSubject.Kind.SAMPLING, "draw-" + made.get(), plan.institution()),
                null,
                Map.of(
                        "plan",
                        plan.id(),
                        "month",
                        month.toString(),
                        "seed",
                        Long.toString(seed),
                        "population",
                        frame.size(),
                        "drawn",
                        drawn.size()));
        return new Outcome.Made(made.get());
    }

    private void handOut(long draw, InstitutionId institution, Collection<Drawn> drawn) {
        Assigning assigning = new Assigning(officers.all(), load());
        Map<StaffId, Set<InstitutionId>> above =
                above(drawn.stream().map(one -> one.candidate().staff()).toList());
        for (Drawn one : drawn) {
            Candidate candidate = one.candidate();
            Set<InstitutionId> where = above.getOrDefault(candidate.staff(), Set.of(institution));
            long item = db.sql("""
                            insert into compliance.sampling_item
                                (draw_id, conversation_id, staff_id, last_seq, messages, weight, signs, blind)
                            values (:draw, :conversation, :staff, :seq, :messages, :weight, :signs, :blind)
                            returning id
                            """)
                    .param("draw", draw)
                    .param("conversation", candidate.conversation().value())
                    .param("staff", candidate.staff().value())
                    .param("seq", candidate.lastSeq())
                    .param("messages", candidate.messages())
                    .param("weight", candidate.weight())
                    .param(
                            "signs",
                            candidate.signs().stream().sorted().map(Enum::name).toArray(String[]::new))
                    .param("blind", one.blind())
                    .query(Long.class)
                    .single();
            Optional<Officer> first = assigning.next(candidate.staff(), where, Set.of());
            review(item, "FIRST", first.map(Officer::account).orElse(null));
            if (one.blind()) {
                Set<String> not = first.map(Officer::account).map(Set::of).orElse(Set.of());
                review(
                        item,
                        "SECOND",
                        assigning
                                .next(candidate.staff(), where, not)
                                .map(Officer::account)
                                .orElse(null));
            }
        }
    }

    /** A third person decides between two who do not agree. */
    void third(long item, StaffId staff, Set<String> not) {
        Set<InstitutionId> where = above(List.of(staff)).getOrDefault(staff, Set.of());
        review(
                item,
                "THIRD",
                new Assigning(officers.all(), load())
                        .next(staff, where, not)
                        .map(Officer::account)
                        .orElse(null));
    }

    private void review(long item, String round, @Nullable String reviewer) {
        db.sql("insert into compliance.sampling_review (item_id, round, reviewer) values (:item, :round, :reviewer)")
                .param("item", item)
                .param("round", round)
                .param("reviewer", reviewer)
                .update();
    }

    /** Who may review conversations of some institution below. */
    private List<Officer> officersOf(InstitutionId institution) {
        Set<Long> near = new HashSet<>(
                db.sql("""
                        select ancestor_id from core.pub_institution_path where institution_id = :id
                        union select institution_id from core.pub_institution_path where ancestor_id = :id
                        """).param("id", institution.value()).query(Long.class).list());
        return officers.all().stream()
                .filter(officer -> near.contains(officer.institution().value()))
                .toList();
    }

    private Map<String, Integer> load() {
        Map<String, Integer> load = new HashMap<>();
        db.sql("""
                        select lower(reviewer) as reviewer, count(*) as waiting from compliance.sampling_review
                        where verdict is null and reviewer is not null group by 1
                        """).query(row -> {
            load.put(row.getString("reviewer"), row.getInt("waiting"));
        });
        return load;
    }

    /** Where they stand, or stood last, with all above: whose officers may read their chats. */
    Map<StaffId, Set<InstitutionId>> above(Collection<StaffId> staff) {
        Map<StaffId, Set<InstitutionId>> above = new HashMap<>();
        db.sql("""
                        select s.id, u.ancestor_id
                        from unnest(:staff::bigint[]) as s (id)
                        cross join lateral (
                            select p.institution_id from core.pub_staff_post p where p.staff_id = s.id
                            order by p.valid_from desc limit 1) post
                        join core.pub_institution_path u on u.institution_id = post.institution_id
                        """)
                .param("staff", staff.stream().map(StaffId::value).distinct().toArray(Long[]::new))
                .query(row -> {
                    above.computeIfAbsent(new StaffId(row.getLong("id")), id -> new HashSet<>())
                            .add(new InstitutionId(row.getLong("ancestor_id")));
                });
        return above;
    }

    private record Named(String number, String name) {}

    private Map<StaffId, Named> staff(Collection<StaffId> ids) {
        Map<StaffId, Named> staff = new HashMap<>();
        db.sql("""
                        select id, coalesce(staff_no, '') as number, coalesce(name, wecom_userid, '') as name
                        from core.pub_staff where id = any(:ids)
                        """)
                .param("ids", ids.stream().map(StaffId::value).toArray(Long[]::new))
                .query(row -> {
                    staff.put(
                            new StaffId(row.getLong("id")), new Named(row.getString("number"), row.getString("name")));
                });
        return staff;
    }
}
