package cn.bankscrm.engagement.instruction;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.content.ContentId;
import cn.bankscrm.engagement.content.PublishedContent;
import cn.bankscrm.engagement.content.PublishedContents;
import cn.bankscrm.engagement.touch.Channel;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what keeps an instruction from being issued. */
@Component
class DraftCheck {

    private static final int MOST_DAYS = 30;

    private final JdbcClient db;
    private final PublishedContents contents;
    private final Clock clock;

    DraftCheck(JdbcClient db, PublishedContents contents, Clock clock) {
        this.db = db;
        this.contents = contents;
        this.clock = clock;
    }

    List<InstructionProblem> problems(InstructionDraft draft, DataScope scope) {
        List<InstructionProblem> found = new ArrayList<>();
        add(
                found,
                InstructionProblem.TITLE,
                draft.title().isEmpty() || draft.title().length() > 40);
        add(
                found,
                InstructionProblem.WORDS,
                draft.words().isEmpty() || draft.words().length() > 2000);
        add(found, InstructionProblem.DUE, draft.due().isBefore(today()));
        add(
                found,
                InstructionProblem.DAYS,
                outside(draft.escalateDays())
                        || draft.remindDays().filter(DraftCheck::outside).isPresent());
        boolean noReach = draft.reach().isEmpty() || !reaches(draft, scope);
        add(found, InstructionProblem.REACH, noReach);
        add(found, InstructionProblem.POSITIONS, draft.positions().isEmpty());
        if (!noReach && !draft.positions().isEmpty()) {
            add(found, InstructionProblem.NOBODY, !anybody(draft));
        }
        add(
                found,
                InstructionProblem.CONTENT,
                draft.content().isPresent() && !usable(draft.content().get(), draft.from()));
        add(found, InstructionProblem.PLAN, draft.plan().isPresent() && !released(draft));
        add(
                found,
                InstructionProblem.CHANNEL,
                draft.channel()
                        .filter(way -> draft.content().isEmpty() || (way != Channel.MASS_SEND && way != Channel.MOMENT))
                        .isPresent());
        return found;
    }

    private static void add(List<InstructionProblem> found, InstructionProblem problem, boolean there) {
        if (there) {
            found.add(problem);
        }
    }

    private static boolean outside(int days) {
        return days < 0 || days > MOST_DAYS;
    }

    /** That the issuing institution lies in the scope, and all that it is meant for lies below it. */
    private boolean reaches(InstructionDraft draft, DataScope scope) {
        return db.sql("""
                        select count(*) = :all from core.pub_institution_path u
                        where u.ancestor_id = :from and u.institution_id = any(:reach::bigint[]) and
                        """ + InstructionScope.within("u.ancestor_id", scope))
                .param("all", draft.reach().size())
                .param("from", draft.from().value())
                .param("reach", draft.reach().stream().map(InstitutionId::value).toArray(Long[]::new))
                .param("root", InstructionScope.root(scope))
                .query(Boolean.class)
                .single();
    }

    private boolean anybody(InstructionDraft draft) {
        return db.sql("""
                        select exists (
                            select from core.pub_institution_path u
                            join core.pub_staff_post p on p.institution_id = u.institution_id and p.valid_from <= :today
                                and (p.valid_to is null or p.valid_to >= :today)
                            where u.ancestor_id = any(:reach::bigint[]) and p.position = any(:positions))
                        """)
                .param("today", today())
                .param("reach", draft.reach().stream().map(InstitutionId::value).toArray(Long[]::new))
                .param("positions", draft.positions().toArray(String[]::new))
                .query(Boolean.class)
                .single();
    }

    private boolean usable(ContentId content, InstitutionId from) {
        Optional<PublishedContent> published = contents.find(content);
        return published.isPresent() && above(published.get().institution().value(), from);
    }

    private boolean released(InstructionDraft draft) {
        return db.sql("""
                        select p.institution_id from engagement.sop_plan p
                        where p.id = :plan and p.state in ('PILOT', 'LIVE')
                        """)
                .param("plan", draft.plan().orElseThrow().value())
                .query(Long.class)
                .optional()
                .filter(owner -> above(owner, draft.from()))
                .isPresent();
    }

    private boolean above(long owner, InstitutionId from) {
        return db.sql("""
                        select exists (
                            select from core.pub_institution_path where ancestor_id = :owner and institution_id = :from)
                        """)
                .param("owner", owner)
                .param("from", from.value())
                .query(Boolean.class)
                .single();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), InstructionScope.ZONE);
    }
}
