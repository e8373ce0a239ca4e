package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.VerdictId;
import java.util.List;

/** What became of the wish to hand a version to a compliance officer. */
public sealed interface Submission {

    record Submitted(VerdictId verdict) implements Submission {}

    /** The door lets no customer read this. */
    record Blocked(List<ScreenedText.Spot> spots) implements Submission {

        public Blocked {
            spots = List.copyOf(spots);
        }
    }

    /** The door warns: to go on, the warning is named, with a reason. */
    record Warned(VerdictId verdict, List<ScreenedText.Spot> spots) implements Submission {

        public Warned {
            spots = List.copyOf(spots);
        }
    }

    record Faulty(List<Manuscript.Fault> faults) implements Submission {

        public Faulty {
            faults = List.copyOf(faults);
        }
    }

    /** Somebody changed it since it was looked at, or it is not open any more. */
    record Overtaken() implements Submission {}

    /** No such version of this institution. */
    record NotFound() implements Submission {}
}
