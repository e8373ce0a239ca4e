package cn.bankscrm.compliance.interception;

import cn.bankscrm.compliance.lexicon.VersionNumber;
import cn.bankscrm.compliance.screening.Hit;
import cn.bankscrm.compliance.screening.Verdict;
import java.util.List;

/** What the door says; kept before it is told. */
public sealed interface Decision {

    VerdictId id();

    /** The version of the lexicon that it was screened by. */
    VersionNumber lexicon();

    /** All of them, those that are only recorded too. */
    List<Hit> hits();

    Verdict verdict();

    /** It may leave. */
    record Passed(VerdictId id, VersionNumber lexicon, List<Hit> hits, Cleared text) implements Decision {

        public Passed {
            hits = List.copyOf(hits);
        }

        @Override
        public Verdict verdict() {
            return Verdict.PASS;
        }
    }

    /** The sender is warned, and may go on by {@link Interception#goOn}. */
    record Warned(VerdictId id, VersionNumber lexicon, List<Hit> hits) implements Decision {

        public Warned {
            hits = List.copyOf(hits);
        }

        @Override
        public Verdict verdict() {
            return Verdict.WARN;
        }
    }

    /** It must not leave. */
    record Blocked(VerdictId id, VersionNumber lexicon, List<Hit> hits) implements Decision {

        public Blocked {
            hits = List.copyOf(hits);
        }

        @Override
        public Verdict verdict() {
            return Verdict.BLOCK;
        }
    }
}
