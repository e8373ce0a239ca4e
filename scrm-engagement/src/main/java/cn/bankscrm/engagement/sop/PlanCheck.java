package cn.bankscrm.engagement.sop;

import cn.bankscrm.compliance.interception.Decision;
import cn.bankscrm.compliance.interception.Interception;
import cn.bankscrm.compliance.interception.Outgoing;
import cn.bankscrm.compliance.screening.Outlet;
import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.segment.SegmentId;
import cn.bankscrm.core.segment.SegmentRegister;
import cn.bankscrm.engagement.content.PublishedContents;
import cn.bankscrm.engagement.touch.Channel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Looks at a plan before a second person does: whether it can be carried out, and every word passes the door. */
@Component
class PlanCheck {

    static final int MOST_STEPS = 12;
    /** A welcome is an answer of its own, and a group's message is to nobody in particular. */
    private static final Set<Channel> WAYS = Set.of(Channel.TASK, Channel.MASS_SEND, Channel.MOMENT);

    private static final int LONGEST_WORDS = 500;
    private static final int FURTHEST = 180;

    private final JdbcClient db;
    private final SegmentRegister segments;
    private final PublishedContents contents;
    private final Interception door;

    PlanCheck(JdbcClient db, SegmentRegister segments, PublishedContents contents, Interception door) {
        this.db = db;
        this.segments = segments;
        this.contents = contents;
        this.door = door;
    }

    /** @return empty when it may be submitted */
    List<PlanProblem> problems(PlanRule rule, InstitutionId institution) {
        List<PlanProblem> problems = new ArrayList<>();
        if (rule.steps().isEmpty()) {
            problems.add(PlanProblem.of("noSteps"));
        }
        if (rule.steps().size() > MOST_STEPS) {
            problems.add(PlanProblem.of("tooManySteps", Integer.toString(MOST_STEPS)));
        }
        for (Short segment : segments(rule)) {
            if (segments.find(new SegmentId(segment))
                    .filter(known -> known.retired().isEmpty())
                    .isEmpty()) {
                problems.add(PlanProblem.of("noSegment"));
            }
        }
        if (rule.goal() instanceof Goal.LinkClicked
                && rule.steps().stream().allMatch(step -> step.content().isEmpty())) {
            problems.add(PlanProblem.of("nothingToClick"));
        }
        Set<String> moments = new HashSet<>();
        for (int i = 0; i < rule.steps().size(); i++) {
            Step step = rule.steps().get(i);
            check(i + 1, step, rule, institution, problems);
            if (!moments.add(step.day() + " " + step.at())) {
                problems.add(PlanProblem.at(i + 1, "sameMoment"));
            }
        }
        return problems;
    }

    private void check(int number, Step step, PlanRule rule, InstitutionId institution, List<PlanProblem> problems) {
        if (step.day() < 0 && !rule.trigger().foreseen()) {
            problems.add(PlanProblem.at(number, "beforeTrigger"));
        }
        if (Math.abs(step.day()) > FURTHEST || step.day() > rule.stops().days()) {
            problems.add(PlanProblem.at(
                    number, "tooFar", Integer.toString(rule.stops().days())));
        }
        if (!WAYS.contains(step.channel())) {
            problems.add(PlanProblem.at(number, "channel"));
        }
        if (step.content().isEmpty()
                && (step.channel() != Channel.TASK || step.words().isBlank())) {
            problems.add(PlanProblem.at(number, step.channel() == Channel.TASK ? "noWords" : "noContent"));
        }
        step.content().ifPresent(content -> {
            boolean usable = contents.find(content)
                    .filter(known -> within(institution, known.institution()))
                    .isPresent();
            if (!usable) {
                problems.add(PlanProblem.at(number, "contentGone"));
            }
        });
        if (step.words().length() > LONGEST_WORDS) {
            problems.add(PlanProblem.at(number, "wordsTooLong", Integer.toString(LONGEST_WORDS)));
        } else if (!step.words().isBlank()
                && !(door.screen(new Outgoing(step.words(), Outlet.SOP, null)) instanceof Decision.Passed)) {
            problems.add(PlanProblem.at(number, "words"));
        }
    }

    private boolean within(InstitutionId institution, InstitutionId above) {
        return db.sql("""
                        select count(*) > 0 from core.pub_institution_path
                        where institution_id = :institution and ancestor_id = :above
                        """)
                .param("institution", institution.value())
                .param("above", above.value())
                .query(Boolean.class)
                .single();
    }

    private static List<Short> segments(PlanRule rule) {
        Stream<Short> conditions = rule.steps().stream().flatMap(step -> switch (step.condition()) {
            case Condition.InSegment(var segment) -> Stream.of(segment);
            case Condition.NotInSegment(var segment) -> Stream.of(segment);
            case Condition other -> Stream.of();
        });
        Stream<Short> trigger =
                rule.trigger() instanceof Trigger.EntersSegment(var segment) ? Stream.of(segment) : Stream.of();
        return Stream.of(rule.segments().stream(), conditions, trigger)
                .flatMap(all -> all)
                .distinct()
                .toList();
    }
}
