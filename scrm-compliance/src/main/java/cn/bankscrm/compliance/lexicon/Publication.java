package cn.bankscrm.compliance.lexicon;

import cn.bankscrm.compliance.screening.UnsuitableLexicon;
import java.time.Instant;
import java.util.List;

/** What became of the wish to publish a draft. */
public sealed interface Publication {

    /** In force from then on. */
    record Published(Instant effectiveFrom) implements Publication {}

    /** There is no such version, or it does not wait to be published. */
    record NoDraft() implements Publication {}

    /** Whoever wrote it does not publish it. */
    record SamePerson() implements Publication {}

    /** Nothing would be screened for. */
    record Empty() implements Publication {}

    /** It would come into force before now, or before a version that is published already. */
    record TooEarly(Instant earliest) implements Publication {}

    /** Entries that cannot be used. */
    record Unsuitable(List<UnsuitableLexicon.Fault> faults) implements Publication {

        public Unsuitable {
            faults = List.copyOf(faults);
        }
    }
}
