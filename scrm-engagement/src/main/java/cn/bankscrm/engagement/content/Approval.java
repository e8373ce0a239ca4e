package cn.bankscrm.engagement.content;

import cn.bankscrm.compliance.interception.VerdictId;
import java.util.List;

/** What became of a compliance officer's wish to let a version be published. */
public sealed interface Approval {

    record Published() implements Approval {}

    /** A newer lexicon is in force since it was submitted, and blocks it. */
    record Blocked(List<ScreenedText.Spot> spots) implements Approval {

        public Blocked {
            spots = List.copyOf(spots);
        }
    }

    /** A newer lexicon warns of it: to go on, the warning is named, with a reason. */
    record Warned(VerdictId verdict, List<ScreenedText.Spot> spots) implements Approval {

        public Warned {
            spots = List.copyOf(spots);
        }
    }

    /** Whoever submitted it does not approve it. */
    record SamePerson() implements Approval {}

    /** Its last day went by while it waited. */
    record AlreadyOver() implements Approval {}

    /** Somebody else decided first, or its author took it back. */
    record Overtaken() implements Approval {}

    /** No such version that this officer decides upon. */
    record NotFound() implements Approval {}
}
