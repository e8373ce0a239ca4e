package cn.bankscrm.core.segment;

import java.util.List;

/** What became of writing a segment. */
public sealed interface SegmentOutcome {

    /** It stands, and is being computed. */
    record Written(SegmentId segment, int version) implements SegmentOutcome {}

    /** It could not be taken; nothing changed. */
    record Refused(List<RuleProblem> problems) implements SegmentOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** Somebody else wrote a version meanwhile; nothing changed. */
    record Overtaken() implements SegmentOutcome {}
}
